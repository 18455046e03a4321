package dev.jstack.networking.tap;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The programs that can be the way out, the better one first. */
enum TapProgram {
  PASTA("pasta") {
    @Override
    List<String> options(Path namespace, Subnet subnet) {
      return List.of(
          "--foreground",
          "--quiet",
          "--stderr",
          "--config-net",
          "--ns-ifname=" + Tap.LINK,
          "--mtu=" + MTU,
          "--address=" + AddressText.of(subnet.at(OWN)),
          "--netmask=" + subnet.prefix(),
          "--gateway=" + AddressText.of(subnet.at(GATEWAY)),
          "--no-map-gw",
          "--tcp-ports=none",
          "--udp-ports=none",
          "--tcp-ns=none",
          "--udp-ns=none",
          "--netns-only",
          "--no-netns-quit",
          "--netns=" + namespace);
    }
  },
  SLIRP("slirp4netns") {
    @Override
    List<String> options(Path namespace, Subnet subnet) {
      return List.of(
          "--configure",
          "--mtu=" + MTU,
          "--cidr=" + subnet,
          "--disable-host-loopback",
          "--disable-dns",
          "--enable-sandbox",
          "--enable-seccomp",
          "--netns-type=path",
          namespace.toString(),
          Tap.LINK);
    }
  };

  /** As large as a packet can be: the programs take TCP apart anyway. */
  private static final int MTU = 65520;

  private static final int GATEWAY = 2;
  private static final int OWN = 100;
  private static final List<String> PLACES =
      List.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin");

  private final String program;

  TapProgram(String program) {
    this.program = program;
  }

  /** What follows the program's name; nothing of the host's loopback can be reached through it. */
  abstract List<String> options(Path namespace, Subnet subnet);

  /** Those that are installed. */
  static List<TapProgram> installed() {
    return Arrays.stream(values()).filter(one -> one.path().isPresent()).toList();
  }

  List<String> command(Path namespace, Subnet subnet) {
    var command = new ArrayList<String>();
    command.add(path().orElseThrow().toString());
    command.addAll(options(namespace, subnet));
    return command;
  }

  private Optional<Path> path() {
    return PLACES.stream()
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public String toString() {
    return program;
  }
}
