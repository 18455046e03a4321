package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an endpoint's {@code driver_opts} say: {@code com.docker.network.endpoint.sysctls}, settings
 * of its link with {@code IFNAME} for the link's name, and {@code
 * com.docker.network.endpoint.ifname}.
 */
final class EndpointOptions {
  private static final String SYSCTLS = "com.docker.network.endpoint.sysctls";
  private static final String INTERFACE_NAME = "com.docker.network.endpoint.ifname";
  private static final Pattern SETTING =
      Pattern.compile("net\\.(ipv4|ipv6|mpls)\\.(\\w+)\\.IFNAME\\.(\\w+)=(\\S+)");

  private EndpointOptions() {}

  static Optional<String> interfaceName(EndpointRequest endpoint) {
    return Optional.ofNullable(endpoint.interfaceName())
        .or(() -> Optional.ofNullable(endpoint.options().get(INTERFACE_NAME)))
        .filter(name -> !name.isEmpty());
  }

  /** Settings below /proc/sys/net of a link. */
  static List<Setting> settings(Map<String, String> options, String link) {
    var settings = new ArrayList<Setting>();
    var text = options.getOrDefault(SYSCTLS, "");
    for (var part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      var match = SETTING.matcher(part.strip());
      if (!match.matches()) {
        throw new JstackException(
            "invalid sysctl \""
                + part.strip()
                + "\" of an endpoint: expected for instance net.ipv4.conf.IFNAME.log_martians=1");
      }
      var path = String.join("/", match.group(1), match.group(2), link, match.group(3));
      settings.add(new Setting(path, match.group(4)));
    }
    return settings;
  }

  record Setting(String path, String value) {}
}
