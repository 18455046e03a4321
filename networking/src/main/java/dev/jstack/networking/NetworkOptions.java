package dev.jstack.networking;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a network's {@code driver_opts} say. The names are Docker's; those of the bridge driver:
 * {@code com.docker.network.} with {@code bridge.name}, {@code driver.mtu}, {@code
 * bridge.enable_icc}, {@code bridge.enable_ip_masquerade}, {@code bridge.host_binding_ipv4}, {@code
 * bridge.gateway_mode_ipv4}, {@code bridge.gateway_mode_ipv6}, {@code bridge.inhibit_ipv4}, {@code
 * bridge.trusted_host_interfaces}, {@code container_iface_prefix}, {@code host_ipv4}, {@code
 * host_ipv6}. Of macvlan and ipvlan: {@code parent} and {@code macvlan_mode} or {@code
 * ipvlan_mode}.
 */
public final class NetworkOptions {
  private static final String PREFIX = "com.docker.network.";
  private static final String BRIDGE_NAME = PREFIX + "bridge.name";
  private static final String MTU = PREFIX + "driver.mtu";
  private static final String ICC = PREFIX + "bridge.enable_icc";
  private static final String MASQUERADE = PREFIX + "bridge.enable_ip_masquerade";
  private static final String HOST_BINDING = PREFIX + "bridge.host_binding_ipv4";
  private static final String MODE_IPV4 = PREFIX + "bridge.gateway_mode_ipv4";
  private static final String MODE_IPV6 = PREFIX + "bridge.gateway_mode_ipv6";
  private static final String INHIBIT_IPV4 = PREFIX + "bridge.inhibit_ipv4";
  private static final String TRUSTED = PREFIX + "bridge.trusted_host_interfaces";
  private static final String CONTAINER_PREFIX = PREFIX + "container_iface_prefix";
  private static final String HOST_IPV4 = PREFIX + "host_ipv4";
  private static final String HOST_IPV6 = PREFIX + "host_ipv6";
  private static final String PARENT = "parent";
  private static final String MACVLAN_MODE = "macvlan_mode";
  private static final String IPVLAN_MODE = "ipvlan_mode";

  private static final Set<String> BRIDGE =
      Set.of(
          BRIDGE_NAME,
          MTU,
          ICC,
          MASQUERADE,
          HOST_BINDING,
          MODE_IPV4,
          MODE_IPV6,
          INHIBIT_IPV4,
          TRUSTED,
          CONTAINER_PREFIX,
          HOST_IPV4,
          HOST_IPV6);

  /** linux/limits: IFNAMSIZ is 16 with its NUL; a prefix leaves room for a number. */
  private static final Pattern LINK = Pattern.compile("[^/:\\s]{1,15}");

  private static final Pattern LINK_PREFIX = Pattern.compile("[^/:\\s]{1,11}");
  private static final int SMALLEST_MTU = 68;
  private static final int LARGEST_MTU = 65535;

  private final Map<String, String> options;

  private NetworkOptions(Map<String, String> options) {
    this.options = options;
  }

  /** Fails if a value makes no sense; names that the driver does not know are left alone. */
  static NetworkOptions of(NetworkDefinition definition) {
    var checked = new NetworkOptions(definition.options());
    checked.check(definition);
    return checked;
  }

  /** Those of a network that was checked when it was made. */
  static NetworkOptions trusted(NetworkDefinition definition) {
    return new NetworkOptions(definition.options());
  }

  /** Options that have no effect with this driver, sorted. */
  public static List<String> unknown(NetworkDriver driver, Set<String> names) {
    var left = new TreeSet<>(names);
    left.removeAll(
        switch (driver) {
          case BRIDGE -> BRIDGE;
          case MACVLAN -> Set.of(PARENT, MACVLAN_MODE, MTU);
          case IPVLAN -> Set.of(PARENT, IPVLAN_MODE, MTU);
        });
    return List.copyOf(left);
  }

  private void check(NetworkDefinition definition) {
    for (var name : List.of(ICC, MASQUERADE, INHIBIT_IPV4)) {
      flag(name, true);
    }
    named(BRIDGE_NAME, LINK);
    named(PARENT, LINK);
    named(CONTAINER_PREFIX, LINK_PREFIX);
    trustedInterfaces().forEach(link -> match(TRUSTED, link, LINK));
    Stream.of(HOST_BINDING, HOST_IPV4).forEach(name -> address(name, true));
    address(HOST_IPV6, false);
    var _ = mtu();
    macvlanMode();
    ipvlanMode();
    for (boolean ipv4 : new boolean[] {true, false}) {
      if (gatewayMode(ipv4) == GatewayMode.ISOLATED && !definition.internal()) {
        throw new JstackException(
            "gateway mode 'isolated' can only be used for an internal network",
            "set internal: true",
            null);
      }
    }
  }

  Optional<String> bridgeName() {
    return text(BRIDGE_NAME);
  }

  /** The link that macvlan and ipvlan use. */
  Optional<String> parent() {
    return text(PARENT);
  }

  Optional<Integer> mtu() {
    return text(MTU).map(NetworkOptions::mtu);
  }

  private static int mtu(String text) {
    try {
      int mtu = Integer.parseInt(text);
      if (mtu >= SMALLEST_MTU && mtu <= LARGEST_MTU) {
        return mtu;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw invalid(MTU, text, SMALLEST_MTU + " to " + LARGEST_MTU);
  }

  /** Whether containers may talk to each other. */
  boolean containersMeet() {
    return flag(ICC, true);
  }

  /** Whether containers go out under the host's address. */
  boolean masquerades() {
    return flag(MASQUERADE, true);
  }

  /** Whether the bridge gets no IPv4 address. */
  boolean inhibitsIpv4() {
    return flag(INHIBIT_IPV4, false);
  }

  /** Where ports are published that name no address. */
  Optional<InetAddress> publishAddress() {
    return address(HOST_BINDING, true).filter(address -> !address.isAnyLocalAddress());
  }

  /** The address under which containers go out, instead of whichever the host's route has. */
  Optional<InetAddress> sourceAddress(boolean ipv4) {
    return address(ipv4 ? HOST_IPV4 : HOST_IPV6, ipv4);
  }

  GatewayMode gatewayMode(boolean ipv4) {
    var name = ipv4 ? MODE_IPV4 : MODE_IPV6;
    return text(name).map(mode -> GatewayMode.parse(name, mode)).orElse(GatewayMode.NAT);
  }

  /** The host's links whose neighbours may route to published ports of containers. */
  List<String> trustedInterfaces() {
    return text(TRUSTED).stream()
        .flatMap(list -> Stream.of(list.split("[:,]", -1)))
        .map(String::strip)
        .filter(link -> !link.isEmpty())
        .toList();
  }

  /** What links are called in containers, before their number. */
  String containerPrefix() {
    return text(CONTAINER_PREFIX).orElse("eth");
  }

  /** {@code IFLA_MACVLAN_MODE} of linux/if_link.h. */
  int macvlanMode() {
    var mode = text(MACVLAN_MODE).orElse("bridge");
    return switch (mode) {
      case "private" -> 1;
      case "vepa" -> 2;
      case "bridge" -> 4;
      case "passthru" -> 8;
      default -> throw invalid(MACVLAN_MODE, mode, "bridge, private, vepa or passthru");
    };
  }

  /** {@code IFLA_IPVLAN_MODE} of linux/if_link.h. */
  int ipvlanMode() {
    var mode = text(IPVLAN_MODE).orElse("l2");
    return switch (mode) {
      case "l2" -> 0;
      case "l3" -> 1;
      case "l3s" -> 2;
      default -> throw invalid(IPVLAN_MODE, mode, "l2, l3 or l3s");
    };
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isEmpty());
  }

  private boolean flag(String name, boolean otherwise) {
    var value = text(name).orElse(String.valueOf(otherwise));
    return switch (value) {
      case "true", "True", "TRUE", "1", "t", "T" -> true;
      case "false", "False", "FALSE", "0", "f", "F" -> false;
      default -> throw invalid(name, value, "true or false");
    };
  }

  private Optional<InetAddress> address(String name, boolean ipv4) {
    var found = text(name).map(Subnet::literal);
    if (found.filter(address -> address.getAddress().length == (ipv4 ? 4 : 16)).isEmpty()) {
      found.ifPresent(address -> {
        throw invalid(name, AddressText.of(address), ipv4 ? "an IPv4 address" : "an IPv6 address");
      });
    }
    return found;
  }

  private void named(String name, Pattern pattern) {
    text(name).ifPresent(value -> match(name, value, pattern));
  }

  private static void match(String name, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw invalid(name, value, "the name of a link, up to 15 letters");
    }
  }

  private static JstackException invalid(String name, String value, String expected) {
    return new JstackException("invalid " + name + " \"" + value + "\": expected " + expected);
  }
}
