package dev.jstack.networking.port;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A port of the host that shall lead to one of a container.
 *
 * @param hostIp null for all addresses of the host, IPv4 and IPv6
 * @param hostPort 0 for any free port
 * @param hostPortEnd last port to choose from; equal to {@code hostPort} for exactly one
 * @param containerPort 1…65535
 */
public record PortRequest(
    @Nullable InetAddress hostIp,
    int hostPort,
    int hostPortEnd,
    int containerPort,
    Protocol protocol) {
  public PortRequest {
    if (hostPort < 0 || hostPortEnd < hostPort || hostPortEnd > 65535) {
      throw new JstackException("invalid host port " + hostPort + "-" + hostPortEnd);
    }
    if (containerPort < 1 || containerPort > 65535) {
      throw new JstackException("invalid container port " + containerPort);
    }
  }

  /** From the fields of a Compose file: no name is looked up, protocols in lower case. */
  public static PortRequest of(
      @Nullable String hostIp, int hostPort, int hostPortEnd, int containerPort, String protocol) {
    var ip = hostIp == null || hostIp.isEmpty() ? null : Subnet.literal(hostIp);
    return new PortRequest(ip, hostPort, hostPortEnd, containerPort, Protocol.parse(protocol));
  }

  /** The same with one host port. */
  public PortRequest at(int port) {
    return new PortRequest(hostIp, port, port, containerPort, protocol);
  }

  /** The same on one address of the host. */
  public PortRequest on(InetAddress ip) {
    return new PortRequest(ip, hostPort, hostPortEnd, containerPort, protocol);
  }

  /** Whether the user named the one host port it must be. */
  public boolean exact() {
    return hostPort != 0 && hostPort == hostPortEnd;
  }

  /** Whether both can't be had at once. */
  public boolean collides(PortRequest other) {
    return exact()
        && other.exact()
        && protocol == other.protocol
        && hostPort == other.hostPort
        && (isAny() || other.isAny() || Objects.equals(hostIp, other.hostIp));
  }

  /** Whether both are the same port of the host, wherever they lead. */
  boolean samePlace(PortRequest other) {
    return exact()
        && other.exact()
        && protocol == other.protocol
        && hostPort == other.hostPort
        && Objects.equals(hostIp, other.hostIp);
  }

  private boolean isAny() {
    return hostIp == null || hostIp.isAnyLocalAddress();
  }

  /** {@code 127.0.0.1:8080/tcp}. */
  String address() {
    var ip = hostIp == null ? "0.0.0.0" : AddressText.of(hostIp);
    var host = ip.indexOf(':') < 0 ? ip : "[" + ip + "]";
    var range = exact() || hostPort == 0 ? "" : "-" + hostPortEnd;
    return host + ":" + hostPort + range + "/" + protocol;
  }

  /** The host's side: {@code port 8080/tcp on 0.0.0.0}. */
  public String place() {
    var range = exact() || hostPort == 0 ? "" : "-" + hostPortEnd;
    var ip = hostIp == null ? "0.0.0.0" : AddressText.of(hostIp);
    return "port " + hostPort + range + "/" + protocol + " on " + ip;
  }
}
