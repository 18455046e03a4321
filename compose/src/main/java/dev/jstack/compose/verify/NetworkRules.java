package dev.jstack.compose.verify;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.Nearest;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
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
  private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}");
  private static final Set<String> OPTIONS =
      Set.of(
          "com.docker.network.driver.mtu",
          "com.docker.network.bridge.name",
          "com.docker.network.bridge.enable_icc",
          "com.docker.network.bridge.enable_ip_masquerade",
          "com.docker.network.bridge.host_binding_ipv4");
  private static final Set<String> DRIVERS = Set.of("bridge", "host", "none", "default");

  private NetworkRules() {}

  static void endpoints(String service, Mapping owner, Mapping networks, Problems problems) {
    owner
        .mapping("networks")
        .entries()
        .forEach((network, entry) -> {
          Mapping endpoint = (Mapping) entry.value();
          String path = "services." + service + ".networks." + network;
          valid(endpoint, "ipv4_address", IPV4, path, problems);
          valid(endpoint, "mac_address", MAC, path, problems);
          Mapping definition = networks.mapping(network);
          boolean subnet =
              definition.mapping("ipam").sequence("config").items().stream()
                  .anyMatch(pool -> ((Mapping) pool).has("subnet"));
          if (endpoint.has("ipv4_address") && !subnet && !definition.isTrue("external")) {
            problems.error(
                Code.FIXED_ADDRESS,
                endpoint.place("ipv4_address"),
                path + ".ipv4_address needs a subnet",
                "give networks." + network + " one: ipam: {config: [{subnet: 172.28.0.0/24}]}");
          }
        });
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
    Mapping options = network.mapping("driver_opts");
    for (String option : options.keys()) {
      if (!OPTIONS.contains(option)) {
        problems.warn(
            Code.NOT_HONOURED,
            options.place(option),
            path + ".driver_opts." + option + " is not honoured",
            Nearest.hint(option, OPTIONS));
      }
    }
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
      }
    }
  }

  private static String orBridge(@Nullable String hint) {
    return hint == null ? "jstack has bridge, host and none" : hint;
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
