package dev.jstack.networking;

import dev.jstack.networking.netlink.Link;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The names that one engine's links, link groups and nftables table have on the host: all carry a
 * hash of its run directory, so two engines never meet.
 */
record LinkNames(int hash, String runDirectory) {
  private static final int GROUP = 0x4a000000;
  private static final int DOOMED_GROUP = 0x4b000000;
  private static final Pattern LINK = Pattern.compile("js[kv][0-9a-f]{12}");
  private static final Pattern TABLE = Pattern.compile("jstack_([0-9a-f]{6})");

  static LinkNames of(Path runDir) {
    var directory = runDir.toAbsolutePath().normalize().toString();
    return new LinkNames((directory.hashCode() * 0x9E3779B1) >>> 8, directory);
  }

  String bridge(String networkId) {
    return "jsk" + tag() + networkId.substring(0, 8);
  }

  /** The host's end of a container's link. */
  String veth(int serial) {
    return "jsv" + tag() + "%08x".formatted(serial);
  }

  /** The hash of the engine whose link or group's member this is. */
  static OptionalInt owner(Link link) {
    boolean named = LINK.matcher(link.name()).matches();
    boolean grouped = (link.group() & 0xff000000) == GROUP || isDoomed(link);
    return named && grouped ? OptionalInt.of(link.group() & 0xffffff) : OptionalInt.empty();
  }

  /** The hash of the engine whose nftables table this is. */
  static OptionalInt owner(String table) {
    var match = TABLE.matcher(table);
    return match.matches()
        ? OptionalInt.of(Integer.parseInt(match.group(1), 16))
        : OptionalInt.empty();
  }

  private static boolean isDoomed(Link link) {
    return (link.group() & 0xff000000) == DOOMED_GROUP;
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
