package dev.jstack.networking;

import dev.jstack.networking.port.PortRequest;
import dev.jstack.runtime.EventListener;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine's networks and the containers on them. One per engine; all methods may be called from
 * any thread.
 */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are here
public final class Networks implements AutoCloseable {
  private static UnsupportedOperationException todo() {
    return new UnsupportedOperationException("networking");
  }

  /**
   * Reads the networks of this state directory, makes the missing bridges again (after a reboot)
   * and starts the name server. The network namespace of the calling thread is the host's. Call
   * {@link #adopt} before any sandbox is opened.
   *
   * @param stateDir the engine's; networks are kept in {@code networks/} below it
   * @param runDir the engine's; what is true until the next boot is kept in {@code networks/} below
   */
  public static Networks open(Path stateDir, Path runDir, EventListener events) {
    throw todo();
  }

  /** Makes a network; one of that name is a {@link dev.jstack.runtime.ConflictException}. */
  public Network create(NetworkDefinition definition) {
    throw todo();
  }

  /** By name, id or unique beginning of an id. */
  public Optional<Network> find(String nameOrId) {
    throw todo();
  }

  /** By name. */
  public List<Network> list() {
    throw todo();
  }

  /** The containers on a network: container id → its end. */
  public Map<String, Attachment> attachments(Network network) {
    throw todo();
  }

  /** Removes networks; one with containers on it is a conflict that names them. */
  public void remove(Collection<Network> networks) {
    throw todo();
  }

  /**
   * Fails with a conflict that names all holders if one of the ports can't be had now. {@code
   * ports}: container name → its requests; those of {@code released} containers (ids) count as
   * free.
   */
  public void checkPorts(Map<String, List<PortRequest>> ports, Collection<String> released) {
    throw todo();
  }

  /** Makes a container's namespace, wired, named and published; on failure nothing is left. */
  public Sandbox open(SandboxRequest request) {
    throw todo();
  }

  /** The open sandbox of a container. */
  public Optional<Sandbox> sandbox(String containerId) {
    throw todo();
  }

  /** Joins a further network while the container runs. */
  public Attachment connect(Sandbox sandbox, EndpointRequest endpoint) {
    throw todo();
  }

  /** Leaves a network while the container runs. */
  public void disconnect(Sandbox sandbox, Network network) {
    throw todo();
  }

  /** The container answers to its new name. */
  public void rename(Sandbox sandbox, String name) {
    throw todo();
  }

  /**
   * Takes down sandboxes, many as fast as one: names first, then ports, then links. Call it when
   * the processes are gone. Closing one twice does nothing.
   */
  public void close(Collection<Sandbox> sandboxes) {
    throw todo();
  }

  /**
   * Goes on where a dead engine stopped: name servers and host ports of the living containers are
   * opened again, everything else it left behind is removed. Once, at the engine's start.
   *
   * @param living container id → a path to its namespace: {@code /proc/PID/ns/net}
   * @return the sandboxes of those containers that had one
   */
  public List<Sandbox> adopt(Map<String, Path> living) {
    throw todo();
  }

  /** /etc/hosts of a container in the host's own network namespace. */
  public String hostModeHosts(List<String> extraHosts) {
    throw todo();
  }

  /** /etc/resolv.conf of a container in the host's own network namespace. */
  public String hostModeResolvConf(ResolverSettings settings) {
    throw todo();
  }

  /** How ports are forwarded: {@code libnftables}, {@code nft} or {@code proxy}. */
  public String firewall() {
    throw todo();
  }

  /** Stops serving names and proxied ports; networks and sandboxes of living containers stay. */
  @Override
  public void close() {
    throw todo();
  }
}
