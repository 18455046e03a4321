package dev.jstack.networking.firewall;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The engine's table as commands of nft(8). */
final class RulesText {
  /**
   * Traffic between links that are not ours passes untouched. Published ports are accepted before
   * networks are kept apart, so they work from other networks, too. {@code raw} makes the
   * route_localnet of our bridges safe and keeps neighbours from routing straight to containers.
   */
  private static final String RULES =
      """
      table inet TABLE {
        set bridges { type ifname; }
        set internal { type ifname; }
        set same { type ifname . ifname; }
        set ctr4 { type ipv4_addr; }
        set ctr6 { type ipv6_addr; }
        set masq4 { type ipv4_addr; }
        set masq6 { type ipv6_addr; }
        map pub4 { type inet_proto . inet_service : ipv4_addr . inet_service; }
        map pub6 { type inet_proto . inet_service : ipv6_addr . inet_service; }
        map pub4ip { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }
        map pub6ip { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; }
        chain raw {
          type filter hook prerouting priority -300;
          iifname != "lo" ip daddr 127.0.0.0/8 drop
          iifname @bridges accept
          ip daddr @ctr4 drop
          ip6 daddr @ctr6 drop
        }
        chain ports {
          ip6 daddr ::1 return
          ip6 saddr fe80::/10 return
          meta nfproto ipv4 dnat ip to ip daddr . meta l4proto . th dport map @pub4ip
          meta nfproto ipv4 dnat ip to meta l4proto . th dport map @pub4
          meta nfproto ipv6 dnat ip6 to ip6 daddr . meta l4proto . th dport map @pub6ip
          meta nfproto ipv6 dnat ip6 to meta l4proto . th dport map @pub6
        }
        chain incoming {
          type nat hook prerouting priority -100;
          fib daddr type local jump ports
        }
        chain own {
          type nat hook output priority -100;
          fib daddr type local jump ports
        }
        chain leaving {
          type nat hook postrouting priority 100;
          ip saddr 127.0.0.0/8 oifname @bridges masquerade
          ct status dnat ip saddr @ctr4 ip daddr @ctr4 masquerade
          ct status dnat ip6 saddr @ctr6 ip6 daddr @ctr6 masquerade
          ip saddr @masq4 oifname != @bridges masquerade
          ip6 saddr @masq6 oifname != @bridges masquerade
        }
        chain forward {
          type filter hook forward priority 0;
          iifname != @bridges oifname != @bridges accept
          ct state vmap { established : accept, related : accept, invalid : drop }
          iifname . oifname @same accept
          iifname @internal drop
          oifname @internal drop
          ct status dnat accept
          tcp flags syn tcp option maxseg size set rt mtu
          oifname @bridges drop
        }
      }
      """;

  private RulesText() {}

  /** Makes the table anew with these elements, in place of what it was. */
  static String replace(String table, Collection<Element> elements) {
    return "add table inet %1$s\ndelete table inet %1$s\n".formatted(table)
        + RULES.replace("TABLE", table)
        + change(table, elements, List.of());
  }

  static String change(String table, Collection<Element> added, Collection<Element> removed) {
    return command("delete", table, removed, true) + command("add", table, added, false);
  }

  static String delete(String table) {
    return "add table inet %1$s\ndelete table inet %1$s\n".formatted(table);
  }

  private static String command(
      String verb, String table, Collection<Element> elements, boolean keysOnly) {
    var bySet =
        elements.stream()
            .flatMap(element -> element.entries().stream())
            .collect(
                Collectors.groupingBy(
                    SetEntry::set,
                    TreeMap::new,
                    Collectors.mapping(
                        entry -> keysOnly ? entry.keyText() : entry.text(),
                        Collectors.joining(", "))));
    return bySet.entrySet().stream()
        .map(set ->
            "%s element inet %s %s { %s }\n".formatted(verb, table, set.getKey(), set.getValue()))
        .collect(Collectors.joining());
  }
}
