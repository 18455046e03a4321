package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
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

  /** Notes are in {@code directory}. */
  IpForwarding(Path directory) {
    this.directory = directory;
  }

  void enable(boolean ipv4) {
    var setting = ipv4 ? IPV4 : IPV6;
    var before = Sysctl.read(setting);
    if (before.equals("1")) {
      return;
    }
    try {
      Files.writeString(note(setting), before);
    } catch (IOException e) {
      throw new JstackException("cannot write " + note(setting), e);
    }
    Sysctl.write(setting, "1");
  }

  void restore() {
    restore(IPV4);
    restore(IPV6);
  }

  private void restore(String setting) {
    var note = note(setting);
    try {
      if (Files.exists(note)) {
        Sysctl.write(setting, Files.readString(note).strip());
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
