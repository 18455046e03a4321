package dev.jstack.compose.verify;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.Nearest;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules of networks and of what joins them. */
final class NetworkRules {
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern SUBNET4 = Pattern.compile(IPV4.pattern() + "/(3[0-2]|[12]?\\d)");
  private static final Pattern SUBNET6 =
      Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*/(12[0-8]|1[01]\\d|[1-9]?\\d)");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final Pattern LINK_LOCAL =
      Pattern.compile("169\\.254\\.[0-9.]+|[fF][eE][89abAB][0-9a-fA-F]:[0-9a-fA-F:]+");
  private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}");
  private static final Pattern LINK = Pattern.compile("[^/:\\s]{1,15}");
  private static final Set<String> BRIDGE_OPTIONS =
      Set.of(
          "com.docker.network.driver.mtu",
          "com.docker.network.bridge.name",
          "com.docker.network.bridge.enable_icc",
          "com.docker.network.bridge.enable_ip_masquerade",
          "com.docker.network.bridge.host_binding_ipv4",
          "com.docker.network.bridge.gateway_mode_ipv4",
          "com.docker.network.bridge.gateway_mode_ipv6",
          "com.docker.network.bridge.inhibit_ipv4",
          "com.docker.network.bridge.trusted_host_interfaces",
          "com.docker.network.container_iface_prefix",
          "com.docker.network.host_ipv4",
          "com.docker.network.host_ipv6");
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "macvlan", Set.of("parent", "macvlan_mode", "com.docker.network.driver.mtu"),
          "ipvlan", Set.of("parent", "ipvlan_mode", "com.docker.network.driver.mtu"));
  private static final Set<String> ENDPOINT_OPTIONS =
      Set.of("com.docker.network.endpoint.sysctls", "com.docker.network.endpoint.ifname");
  private static final Set<String> DRIVERS =
      Set.of("bridge", "macvlan", "ipvlan", "host", "none", "default");

  private NetworkRules() {}

  static void endpoints(String service, Mapping owner, Mapping networks, Problems problems) {
    owner
        .mapping("networks")
        .entries()
        .forEach((network, _) -> {
          Mapping endpoint = owner.mapping("networks").mapping(network);
          String path = "services." + service + ".networks." + network;
          valid(endpoint, "ipv4_address", IPV4, path, problems);
          valid(endpoint, "ipv6_address", IPV6, path, problems);
          valid(endpoint, "mac_address", MAC, path, problems);
          valid(endpoint, "interface_name", LINK, path, problems);
          for (Node address : endpoint.sequence("link_local_ips").items()) {
            if (address instanceof Scalar scalar && !LINK_LOCAL.matcher(scalar.text()).matches()) {
              problems.error(
                  Code.BAD_VALUE,
                  scalar.location(),
                  path + ".link_local_ips: invalid value \"" + scalar.text() + "\"",
                  "such addresses begin with 169.254. or fe80:");
            }
          }
          options(endpoint, ENDPOINT_OPTIONS, path, problems);
          fixed(network, endpoint, networks.mapping(network), path, problems);
        });
  }

  private static void fixed(
      String network, Mapping endpoint, Mapping definition, String path, Problems problems) {
    if (definition.isTrue("external")) {
      return;
    }
    for (String key : List.of("ipv4_address", "ipv6_address")) {
      boolean ipv4 = key.startsWith("ipv4");
      boolean subnet =
          definition.mapping("ipam").sequence("config").items().stream()
              .map(pool -> ((Mapping) pool).text("subnet"))
              .anyMatch(text -> text != null && (text.indexOf(':') < 0) == ipv4);
      if (endpoint.has(key) && !subnet) {
        problems.error(
            Code.FIXED_ADDRESS,
            endpoint.place(key),
            path + "." + key + " needs a subnet",
            "give networks."
                + network
                + " one: "
                + (ipv4 ? "" : "enable_ipv6: true, ")
                + "ipam: {config: [{subnet: "
                + (ipv4 ? "172.28.0.0/24" : "fd00:28::/64")
                + "}]}");
      }
    }
  }

  private static void options(Mapping owner, Set<String> known, String path, Problems problems) {
    Mapping options = owner.mapping("driver_opts");
    for (String option : options.keys()) {
      if (!known.contains(option)) {
        problems.warn(
            Code.NOT_HONOURED,
            options.place(option),
            path + ".driver_opts." + option + " is not honoured",
            Nearest.hint(option, known));
      }
    }
  }

  static void networks(Mapping networks, Problems problems) {
    networks
        .entries()
        .forEach((name, entry) -> {
          if (!name.startsWith("x-") && entry.value() instanceof Mapping network) {
            network(name, network, problems);
          }
        });
  }

  private static void network(String name, Mapping network, Problems problems) {
    String path = "networks." + name;
    String driver = network.text("driver");
    if (driver != null && !DRIVERS.contains(driver) && !network.isTrue("external")) {
      problems.error(
          Code.NOT_SUPPORTED,
          network.place("driver"),
          path + ".driver \"" + driver + "\" is not supported",
          orBridge(Nearest.hint(driver, DRIVERS)));
    }
    options(network, OPTIONS.getOrDefault(String.valueOf(driver), BRIDGE_OPTIONS), path, problems);
    boolean ipv6 = network.isTrue("enable_ipv6");
    for (Node item : network.mapping("ipam").sequence("config").items()) {
      Mapping pool = (Mapping) item;
      String subnet = pool.text("subnet");
      boolean right =
          subnet == null || SUBNET4.matcher(subnet).matches() || SUBNET6.matcher(subnet).matches();
      if (!right) {
        problems.error(
            Code.BAD_VALUE,
            pool.place("subnet"),
            path + ".ipam.config: invalid subnet \"" + subnet + "\"",
            "write it like 172.28.0.0/24");
      } else if (subnet != null && subnet.indexOf(':') >= 0 && !ipv6) {
        problems.warn(
            Code.NOT_HONOURED,
            pool.place("subnet"),
            path + ".ipam.config: subnet \"" + subnet + "\" is not used",
            "set enable_ipv6: true");
      }
    }
  }

  private static String orBridge(@Nullable String hint) {
    return hint == null ? "jstack has bridge, macvlan, ipvlan, host and none" : hint;
  }

  private static void valid(
      Mapping endpoint, String key, Pattern pattern, String path, Problems problems) {
    String value = endpoint.text(key);
    if (value != null && !pattern.matcher(value).matches()) {
      problems.error(
          Code.BAD_VALUE,
          endpoint.place(key),
          path + "." + key + ": invalid value \"" + value + "\"");
    }
  }
}
