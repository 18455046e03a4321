package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the host passes packets on, needed by networks with a way out. What it was is noted, and
 * restored with the last network.
 */
final class IpForwarding {
  private static final String IPV4 = "ipv4/ip_forward";
  private static final String IPV6 = "ipv6/conf/all/forwarding";

  private final Path directory;

  private final NetworkNamespaces namespaces;

  /** Notes are in {@code directory}; {@code namespaces} know where the bridges are. */
  IpForwarding(Path directory, NetworkNamespaces namespaces) {
    this.directory = directory;
    this.namespaces = namespaces;
  }

  void enable(boolean ipv4) {
    var setting = ipv4 ? IPV4 : IPV6;
    var before = namespaces.atHome(() -> Sysctl.read(setting));
    if (before.equals("1")) {
      return;
    }
    try {
      Files.writeString(note(setting), before);
    } catch (IOException e) {
      throw new JstackException("cannot write " + note(setting), e);
    }
    write(setting, "1");
  }

  private void write(String setting, String value) {
    namespaces.atHome(() -> {
      Sysctl.write(setting, value);
      return value;
    });
  }

  void restore() {
    restore(IPV4);
    restore(IPV6);
  }

  private void restore(String setting) {
    var note = note(setting);
    try {
      if (Files.exists(note)) {
        write(setting, Files.readString(note).strip());
        Files.delete(note);
      }
    } catch (IOException e) {
      throw new JstackException("cannot read " + note, e);
    }
  }

  private Path note(String setting) {
    return directory.resolve(setting.equals(IPV4) ? "ip_forward" : "ip_forward6");
  }
}
