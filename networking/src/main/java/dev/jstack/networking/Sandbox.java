package dev.jstack.networking;

import dev.jstack.networking.port.PublishedPort;
import java.nio.file.Path;
import java.util.List;

/**
 * A container's network namespace with all that belongs to it: links, addresses, names, published
 * ports. It lives until {@link Networks#close}; if the engine dies before the container has joined
 * it, the kernel takes it away.
 */
public interface Sandbox {
  String containerId();

  /**
   * A path that leads to the namespace while this engine runs, for setns(2) by a process of root.
   */
  Path namespace();

  /** In the order of the interfaces' names; empty for {@code network_mode: none}. */
  List<Attachment> attachments();

  List<PublishedPort> ports();

  /** Contents of /etc/hosts. */
  String hosts();

  /** Contents of /etc/resolv.conf. */
  String resolvConf();
}
