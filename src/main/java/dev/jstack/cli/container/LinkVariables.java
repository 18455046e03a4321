package dev.jstack.cli.container;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a container's environment says of one that it is linked to, on the default network: {@code
 * DB_PORT_5432_TCP_ADDR} and its like.
 *
 * @param alias what the other one is called
 * @param ports its exposed ports, {@code 80/tcp}
 * @param environment its own
 */
record LinkVariables(
    String alias, String address, List<String> ports, Map<String, @Nullable String> environment) {
  private static final Set<String> EVERYWHERE = Set.of("HOME", "PATH");

  /** {@code container}: the name of the one that gets them. */
  Map<String, String> in(String container) {
    String prefix = alias.toUpperCase(Locale.ROOT).replace('-', '_');
    Map<String, String> all = new LinkedHashMap<>();
    List<String[]> sorted =
        ports.stream()
            .map(port -> port.split("/", 2))
            .sorted(
                Comparator.comparing((String[] port) -> !port[1].equals("tcp"))
                    .thenComparing(port -> Integer.valueOf(port[0])))
            .toList();
    sorted.stream().findFirst().ifPresent(port -> all.put(prefix + "_PORT", url(port[0], port[1])));
    for (String[] port : sorted) {
      String name = prefix + "_PORT_" + port[0] + "_" + port[1].toUpperCase(Locale.ROOT);
      all.put(name, url(port[0], port[1]));
      all.put(name + "_ADDR", address);
      all.put(name + "_PORT", port[0]);
      all.put(name + "_PROTO", port[1]);
    }
    all.put(prefix + "_NAME", "/" + container + "/" + alias);
    environment.forEach((name, value) -> {
      if (value != null && !EVERYWHERE.contains(name)) {
        all.put(prefix + "_ENV_" + name, value);
      }
    });
    return all;
  }

  private String url(String port, String protocol) {
    return protocol + "://" + address + ":" + port;
  }
}
