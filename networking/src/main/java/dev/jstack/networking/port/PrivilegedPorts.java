package dev.jstack.networking.port;

import dev.jstack.runtime.linux.ProcFile;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The ports that only root may have, by a setting of the host. */
final class PrivilegedPorts {
  static final String SETTING = "net.ipv4.ip_unprivileged_port_start";

  private static final int USUAL = 1024;

  private PrivilegedPorts() {}

  /** Why the host refused to have a port bound, other than that it is in use. */
  static String refusal(PortRequest request, String message) {
    int first = first();
    return message.contains("ermission denied") && request.hostPort() < first
        ? request.place()
            + " cannot be published without root: "
            + SETTING
            + " is "
            + first
            + ", ports below it are root's; publish a higher one, or have sysctl -w "
            + SETTING
            + "="
            + request.hostPort()
            + " run"
        : request.place() + " cannot be published: " + message.toLowerCase(Locale.ROOT);
  }

  private static int first() {
    try {
      var file = "/proc/sys/" + SETTING.replace('.', '/');
      return Integer.parseInt(ProcFile.lines(file).getFirst().strip());
    } catch (UncheckedIOException e) {
      return USUAL; // before Linux 4.11
    }
  }
}
