package dev.jstack.runtime.container;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the network side gives to a container's start.
 *
 * @param mode which network namespace it gets
 * @param namespace path of the namespace to join when {@code mode} is {@code JOIN}
 * @param hosts content of /etc/hosts
 * @param resolvConf content of /etc/resolv.conf
 */
public record ContainerNetwork(
    Mode mode, @Nullable Path namespace, String hosts, String resolvConf) {
  /** Which network namespace. */
  public enum Mode {
    /** A new one with nothing but a loopback interface. */
    NONE,
    HOST,
    JOIN
  }

  public ContainerNetwork {
    if ((mode == Mode.JOIN) != (namespace != null)) {
      throw new IllegalArgumentException("a namespace path belongs to JOIN, and only to it");
    }
  }

  /** Nothing but a loopback interface. */
  public static ContainerNetwork none() {
    return new ContainerNetwork(
        Mode.NONE, null, "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n", "");
  }

  public static ContainerNetwork host(String hosts, String resolvConf) {
    return new ContainerNetwork(Mode.HOST, null, hosts, resolvConf);
  }

  public static ContainerNetwork join(Path namespace, String hosts, String resolvConf) {
    return new ContainerNetwork(Mode.JOIN, namespace, hosts, resolvConf);
  }
}
