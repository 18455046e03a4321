package dev.jstack.networking.firewall;

import static dev.jstack.networking.firewall.Expression.CT_STATE;
import static dev.jstack.networking.firewall.Expression.CT_STATUS;
import static dev.jstack.networking.firewall.Expression.IIFGROUP;
import static dev.jstack.networking.firewall.Expression.IIFNAME;
import static dev.jstack.networking.firewall.Expression.L4PROTO;
import static dev.jstack.networking.firewall.Expression.NETWORK_HEADER;
import static dev.jstack.networking.firewall.Expression.NFPROTO;
import static dev.jstack.networking.firewall.Expression.OIFNAME;
import static dev.jstack.networking.firewall.Expression.TRANSPORT_HEADER;
import static dev.jstack.networking.firewall.Expression.accept;
import static dev.jstack.networking.firewall.Expression.bytes;
import static dev.jstack.networking.firewall.Expression.connection;
import static dev.jstack.networking.firewall.Expression.destinationType;
import static dev.jstack.networking.firewall.Expression.dnat;
import static dev.jstack.networking.firewall.Expression.drop;
import static dev.jstack.networking.firewall.Expression.equal;
import static dev.jstack.networking.firewall.Expression.in;
import static dev.jstack.networking.firewall.Expression.jump;
import static dev.jstack.networking.firewall.Expression.link;
import static dev.jstack.networking.firewall.Expression.map;
import static dev.jstack.networking.firewall.Expression.mask;
import static dev.jstack.networking.firewall.Expression.masquerade;
import static dev.jstack.networking.firewall.Expression.meta;
import static dev.jstack.networking.firewall.Expression.notIn;
import static dev.jstack.networking.firewall.Expression.number;
import static dev.jstack.networking.firewall.Expression.payload;
import static dev.jstack.networking.firewall.Expression.returns;
import static dev.jstack.networking.firewall.Expression.snat;
import static dev.jstack.networking.firewall.Expression.unequal;

import dev.jstack.networking.firewall.Table.Field;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine's rules. They never change, only the elements of their sets and maps do. Traffic
 * between links that are not ours passes untouched. Published ports are accepted before networks
 * are kept apart, so they work from other networks, too.
 */
final class RuleSet {
  private static final int PREROUTING = 0;
  private static final int FORWARD = 2;
  private static final int OUTPUT = 3;
  private static final int POSTROUTING = 4;

  private static final int IPV4 = 2;
  private static final int IPV6 = 10;
  private static final int TCP = 6;
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;
  private static final int LOCAL = 2;
  private static final int INVALID = 1;
  private static final int ESTABLISHED_OR_RELATED = 6;
  private static final int DESTINATION_CHANGED = 0x20;

  private RuleSet() {}

  static void write(Table table, int group) {
    sets(table);
    table.chain("raw", "filter", PREROUTING, -300);
    table.chain("ports");
    table.chain("incoming", "nat", PREROUTING, -100);
    table.chain("own", "nat", OUTPUT, -100);
    table.chain("leaving", "nat", POSTROUTING, 100);
    table.chain("forward", "filter", FORWARD, 0);
    raw(table, group);
    ports(table);
    leaving(table);
    forward(table);
  }

  private static void sets(Table table) {
    table.set("bridges", Field.LINK);
    table.set("internal", Field.LINK);
    table.set("same", Field.LINK, Field.LINK);
    table.set("ctr4", Field.IPV4);
    table.set("ctr6", Field.IPV6);
    for (var name : List.of("closed", "open", "masq")) {
      table.set(name + "4", Field.IPV4);
      table.set(name + "6", Field.IPV6);
    }
    table.set("trusted4", Field.LINK, Field.IPV4);
    table.set("trusted6", Field.LINK, Field.IPV6);
    for (var name : List.of("routed", "direct")) {
      table.set(name + "4", Field.IPV4, Field.PROTOCOL, Field.PORT);
      table.set(name + "6", Field.IPV6, Field.PROTOCOL, Field.PORT);
    }
    table.set("snat4", List.of(Field.IPV4), List.of(Field.IPV4));
    table.set("snat6", List.of(Field.IPV6), List.of(Field.IPV6));
    var port = List.of(Field.PROTOCOL, Field.PORT);
    var place4 = List.of(Field.IPV4, Field.PORT);
    var place6 = List.of(Field.IPV6, Field.PORT);
    table.set("pub4", port, place4);
    table.set("pub6", port, place6);
    table.set("pub4ip", List.of(Field.IPV4, Field.PROTOCOL, Field.PORT), place4);
    table.set("pub6ip", List.of(Field.IPV6, Field.PROTOCOL, Field.PORT), place6);
  }

  /**
   * Makes route_localnet of our bridges safe; keeps neighbours from routing to containers. Every
   * packet comes here, so what most are is decided first, and by numbers: our bridges are known by
   * their group, and by name only if the user made them.
   */
  private static void raw(Table table, int group) {
    var foreign = rule(meta(IIFNAME, 1), unequal(1, link("lo")));
    table.rule(
        "raw", rule(family(IPV4), destination4(1, 1), equal(1, bytes(127)), foreign, drop()));
    table.rule("raw", meta(IIFGROUP, 1), equal(1, number(group)), accept());
    table.rule("raw", meta(IIFNAME, 1), in("bridges", 1), accept());
    table.rule(
        "raw",
        rule(family(IPV4), meta(IIFNAME, 1), destination4(4, 12), in("trusted4", 1), accept()));
    table.rule(
        "raw", rule(family(IPV6), meta(IIFNAME, 1), destination6(2), in("trusted6", 1), accept()));
    table.rule("raw", rule(family(IPV4), destination4(4, 1), in("closed4", 1), drop()));
    table.rule("raw", rule(family(IPV6), destination6(1), in("closed6", 1), drop()));
  }

  private static void ports(Table table) {
    var loopback = bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    table.rule("ports", rule(family(IPV6), destination6(1), equal(1, loopback), returns()));
    var linkLocal =
        rule(
            payload(NETWORK_HEADER, 8, 2, 1),
            mask(1, bytes(0xff, 0xc0)),
            equal(1, bytes(0xfe, 0x80)));
    table.rule("ports", rule(family(IPV6), linkLocal, returns()));
    table.rule(
        "ports",
        rule(family(IPV4), destination4(4, 1), port(9), map("pub4ip", 1), dnat(IPV4, 1, 9)));
    table.rule("ports", rule(family(IPV4), port(8), map("pub4", 1), dnat(IPV4, 1, 9)));
    table.rule(
        "ports",
        rule(family(IPV6), destination6(1), port(12), map("pub6ip", 1), dnat(IPV6, 1, 12)));
    table.rule("ports", rule(family(IPV6), port(8), map("pub6", 1), dnat(IPV6, 1, 12)));
    for (var chain : List.of("incoming", "own")) {
      table.rule(chain, destinationType(1), equal(1, number(LOCAL)), jump("ports"));
    }
  }

  private static void leaving(Table table) {
    var toContainers = rule(meta(OIFNAME, 1), in("bridges", 1));
    var outside = rule(meta(OIFNAME, 1), notIn("bridges", 1));
    table.rule(
        "leaving",
        rule(family(IPV4), source4(1, 1), equal(1, bytes(127)), toContainers, masquerade()));
    table.rule(
        "leaving",
        rule(
            published(),
            family(IPV4),
            source4(4, 1),
            in("ctr4", 1),
            destination4(4, 1),
            in("ctr4", 1),
            masquerade()));
    table.rule(
        "leaving",
        rule(
            published(),
            family(IPV6),
            source6(1),
            in("ctr6", 1),
            destination6(1),
            in("ctr6", 1),
            masquerade()));
    table.rule(
        "leaving", rule(family(IPV4), outside, source4(4, 1), map("snat4", 1), snat(IPV4, 1)));
    table.rule("leaving", rule(family(IPV6), outside, source6(1), map("snat6", 1), snat(IPV6, 1)));
    table.rule("leaving", rule(family(IPV4), source4(4, 1), in("masq4", 1), outside, masquerade()));
    table.rule("leaving", rule(family(IPV6), source6(1), in("masq6", 1), outside, masquerade()));
  }

  /**
   * Most packets belong to connections that are established and are done with at once; those of TCP
   * that open one have their segment size written first, in both directions. Of other protocols it
   * is a byte of the payload that is looked at: then they are accepted a little later.
   */
  private static void forward(Table table) {
    var flags = rule(payload(TRANSPORT_HEADER, 13, 1, 1), mask(1, bytes(2)));
    table.rule("forward", rule(state(ESTABLISHED_OR_RELATED), flags, equal(1, bytes(0)), accept()));
    table.rule(
        "forward",
        meta(IIFNAME, 1),
        notIn("bridges", 1),
        meta(OIFNAME, 1),
        notIn("bridges", 1),
        accept());
    var opening = rule(flags, unequal(1, bytes(0)));
    table.rule(
        "forward",
        rule(meta(L4PROTO, 1), equal(1, bytes(TCP)), opening, Expression.writeSegmentSize()));
    table.rule("forward", rule(state(ESTABLISHED_OR_RELATED), accept()));
    table.rule("forward", rule(state(INVALID), drop()));
    table.rule("forward", meta(IIFNAME, 1), meta(OIFNAME, 2), in("same", 1), accept());
    table.rule("forward", meta(IIFNAME, 1), in("internal", 1), drop());
    table.rule("forward", meta(OIFNAME, 1), in("internal", 1), drop());
    table.rule("forward", rule(published(), accept()));
    routed(table);
    table.rule("forward", meta(OIFNAME, 1), in("bridges", 1), drop());
  }

  /** What reaches containers under their own addresses. */
  private static void routed(Table table) {
    reach(table, "routed", true);
    table.rule(
        "forward", meta(IIFNAME, 1), in("bridges", 1), meta(OIFNAME, 1), in("bridges", 1), drop());
    reach(table, "direct", true);
    reach(table, "open", false);
    var toOurs = rule(meta(OIFNAME, 1), in("bridges", 1), meta(L4PROTO, 1));
    table.rule("forward", rule(toOurs, equal(1, bytes(ICMP)), accept()));
    table.rule("forward", rule(toOurs, equal(1, bytes(ICMPV6)), accept()));
  }

  private static void reach(Table table, String set, boolean ports) {
    table.rule(
        "forward",
        rule(
            family(IPV4),
            destination4(4, 1),
            ports ? port(9) : rule(),
            in(set + "4", 1),
            accept()));
    table.rule(
        "forward",
        rule(family(IPV6), destination6(1), ports ? port(12) : rule(), in(set + "6", 1), accept()));
  }

  /** One rule of parts that are expressions or several of them. */
  private static Expression[] rule(Object... parts) {
    return Stream.of(parts)
        .flatMap(
            p -> p instanceof Expression[] several ? Stream.of(several) : Stream.of((Expression) p))
        .toArray(Expression[]::new);
  }

  private static Expression[] family(int number) {
    return rule(meta(NFPROTO, 1), equal(1, bytes(number)));
  }

  /** The connection's destination is not what its client asked for. */
  private static Expression[] published() {
    return rule(
        connection(CT_STATUS, 1), mask(1, number(DESTINATION_CHANGED)), unequal(1, number(0)));
  }

  private static Expression[] state(int bits) {
    return rule(connection(CT_STATE, 1), mask(1, number(bits)), unequal(1, number(0)));
  }

  /** Protocol and destination port into two registers of 4 bytes. */
  private static Expression[] port(int register) {
    return rule(meta(L4PROTO, register), payload(TRANSPORT_HEADER, 2, 2, register + 1));
  }

  private static Expression source4(int length, int register) {
    return payload(NETWORK_HEADER, 12, length, register);
  }

  private static Expression destination4(int length, int register) {
    return payload(NETWORK_HEADER, 16, length, register);
  }

  private static Expression source6(int register) {
    return payload(NETWORK_HEADER, 8, 16, register);
  }

  private static Expression destination6(int register) {
    return payload(NETWORK_HEADER, 24, 16, register);
  }
}
