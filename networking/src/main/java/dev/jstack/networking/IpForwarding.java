package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The host's ip_forward, needed by networks with a way out. What it was is noted, and restored with
 * the last network.
 */
final class IpForwarding {
  private static final String IPV4 = "ipv4/ip_forward";

  private final Path note;

  IpForwarding(Path runDir) {
    note = runDir.resolve("ip_forward");
  }

  void enable() {
    var before = Sysctl.read(IPV4);
    if (before.equals("1")) {
      return;
    }
    try {
      Files.writeString(note, before);
    } catch (IOException e) {
      throw new JstackException("cannot write " + note, e);
    }
    Sysctl.write(IPV4, "1");
  }

  void restore() {
    try {
      if (Files.exists(note)) {
        Sysctl.write(IPV4, Files.readString(note).strip());
        Files.delete(note);
      }
    } catch (IOException e) {
      throw new JstackException("cannot read " + note, e);
    }
  }
}
