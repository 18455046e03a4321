package dev.jstack.networking;

import dev.jstack.networking.netlink.Link;
import java.nio.file.Path;

/**
 * The names that one engine's links, link groups and nftables table have on the host: all carry a
 * hash of its run directory, so two engines never meet.
 */
record LinkNames(int hash) {
  private static final int GROUP = 0x4a000000;
  private static final int DOOMED_GROUP = 0x4b000000;

  static LinkNames of(Path runDir) {
    int hash = runDir.toAbsolutePath().normalize().toString().hashCode() * 0x9E3779B1;
    return new LinkNames(hash >>> 8);
  }

  String bridge(String networkId) {
    return "jsk" + tag() + networkId.substring(0, 8);
  }

  /** The host's end of a container's link. */
  String veth(int serial) {
    return "jsv" + tag() + "%08x".formatted(serial);
  }

  boolean isOurs(Link link) {
    return link.group() == group()
        && (link.name().startsWith("jsk" + tag()) || link.name().startsWith("jsv" + tag()));
  }

  String table() {
    return "jstack_%06x".formatted(hash);
  }

  /** The group of all our links. */
  int group() {
    return GROUP | hash;
  }

  /** The group of those about to be deleted together. */
  int doomedGroup() {
    return DOOMED_GROUP | hash;
  }

  private String tag() {
    return "%04x".formatted(hash & 0xffff);
  }
}
