package dev.jstack.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Forwarding, other firewalls, and name servers. */
final class NetworkChecks {
  private final Machine machine;
  private final Optional<List<String>> dropping;
  private final List<String> bypassed;

  /**
   * Of other firewalls.
   *
   * @param dropping chains that drop what they don't know; empty without nf_tables
   * @param bypassed chains that would, but don't see published ports
   */
  NetworkChecks(Machine machine, Optional<List<String>> dropping, List<String> bypassed) {
    this.machine = machine;
    this.dropping = dropping;
    this.bypassed = bypassed;
  }

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(tables(dropping.isPresent()));
    findings.add(foreign(dropping.orElse(List.of())));
    findings.add(published());
    findings.add(bridges(!dropping.orElse(List.of()).isEmpty()));
    findings.add(forwarding());
    findings.add(names());
    return findings;
  }

  /**
   * For bridges that are in a namespace of their own, which the host's firewalls don't see.
   *
   * @param asked whether such a namespace could be asked for its tables: only an engine can
   */
  List<Finding> rootless(boolean asked) {
    return asked ? List.of(tables(dropping.isPresent()), names()) : List.of(names());
  }

  private static Finding tables(boolean there) {
    return there
        ? Finding.ok("nf_tables", "ports are forwarded by the kernel; nft need not be installed")
        : Finding.warn(
            "nf_tables",
            "the kernel has none",
            "published ports go through a proxy, and containers can't reach other machines",
            "modprobe nf_tables, or run a kernel with CONFIG_NF_TABLES");
  }

  private static Finding foreign(List<String> chains) {
    if (!chains.isEmpty()) {
      return Finding.warn(
          "other firewalls",
          String.join(", ", chains) + " drops what it doesn't know",
          "containers may not reach other machines, nor be reached by them",
          "let it accept what comes from and goes to jstack's bridges (jstk*)");
    }
    return Finding.ok("other firewalls", "none drops forwarded packets");
  }

  private Finding published() {
    return bypassed.isEmpty()
        ? Finding.ok("published ports", "no other firewall believes that it refuses them")
        : Finding.warn(
            "published ports",
            String.join(", ", bypassed) + " doesn't see them",
            "what is published is reached by other machines, as with Docker and ufw",
            "publish 127.0.0.1:PORT:PORT, put -Djstack.publish=127.0.0.1 into engine.options, or"
                + " refuse them where packets are forwarded (ct original proto-dst PORT drop)");
  }

  private Finding bridges(boolean dropped) {
    boolean filtered =
        machine
            .number("/proc/sys/net/bridge/bridge-nf-call-iptables")
            .filter(value -> value == 1)
            .isPresent();
    return filtered && dropped
        ? Finding.warn(
            "br_netfilter",
            "packets within a bridge go through the IP firewall",
            "what the other firewall drops is dropped between containers of one network, too",
            "sysctl -w net.bridge.bridge-nf-call-iptables=0, unless something needs it")
        : Finding.ok(
            "br_netfilter",
            filtered ? "on; no other firewall drops anything" : "bridges are left alone");
  }

  private Finding forwarding() {
    boolean on = machine.number("/proc/sys/net/ipv4/ip_forward").filter(v -> v == 1).isPresent();
    return Finding.ok(
        "ip_forward",
        on ? "on" : "off; jstack turns it on while there are networks, and off again");
  }

  private Finding names() {
    List<String> servers =
        machine.lines("/etc/resolv.conf").stream()
            .map(line -> line.strip().split("\\s+", -1))
            .filter(words -> words.length > 1 && words[0].equals("nameserver"))
            .map(words -> words[1])
            .toList();
    return servers.isEmpty()
        ? Finding.warn(
            "resolv.conf",
            "names no server",
            "containers find each other, but nothing else by name",
            "add a line to /etc/resolv.conf: nameserver 9.9.9.9")
        : Finding.ok("resolv.conf", String.join(", ", servers));
  }
}
