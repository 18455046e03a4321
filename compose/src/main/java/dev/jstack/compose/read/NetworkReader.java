package dev.jstack.compose.read;

import static dev.jstack.compose.read.Values.strings;
import static dev.jstack.compose.read.Values.text;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.runtime.container.NetworkSpec;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a service's containers are connected. */
final class NetworkReader {
  private final Mapping model;

  NetworkReader(Mapping model) {
    this.model = model;
  }

  /** Services and containers of others alike: each is known by its name, and so by its alias. */
  private static List<String> links(Mapping service) {
    return Stream.of("links", "external_links")
        .flatMap(key -> strings(service, key).stream())
        .map(link -> link.indexOf(':') < 0 ? link + ":" + link : link)
        .toList();
  }

  NetworkSpec network(String name, Mapping service) {
    return new NetworkSpec(
        mode(service),
        endpoints(name, service),
        mode(service).equals("bridge")
            ? Values.each(service, "ports", NetworkReader::port)
            : List.of(),
        strings(service, "expose").stream().flatMap(NetworkReader::exposed).toList(),
        strings(service, "extra_hosts"),
        strings(service, "dns"),
        strings(service, "dns_search"),
        strings(service, "dns_opt"),
        mode(service).equals("bridge") ? links(service) : List.of());
  }

  /** {@code 80}, {@code 8000-8010/udp} as single ports with their protocol. */
  private static Stream<String> exposed(String text) {
    String[] parts = text.split("/", 2);
    String[] range = parts[0].split("-", 2);
    return IntStream.rangeClosed(
            Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]))
        .mapToObj(port -> port + "/" + (parts.length > 1 ? parts[1] : "tcp"));
  }

  /** A network with the driver {@code host} or {@code none} is a mode by another name. */
  private String mode(Mapping service) {
    String mode = service.text("network_mode");
    if (mode != null) {
      return mode;
    }
    Set<String> keys = service.mapping("networks").keys();
    if (keys.size() == 1) {
      Mapping network = model.mapping("networks").mapping(keys.iterator().next());
      String driver = text(network, "driver", "bridge");
      String found = network.isTrue("external") ? text(network, "name", "") : driver;
      if (found.equals("host") || found.equals("none")) {
        return found;
      }
    }
    return "bridge";
  }

  private List<EndpointSpec> endpoints(String name, Mapping service) {
    if (!mode(service).equals("bridge")) {
      return List.of();
    }
    Mapping networks = service.mapping("networks");
    List<String> keys = new ArrayList<>(networks.keys());
    keys.sort(
        Comparator.comparingInt((String k) -> -Values.number(networks.mapping(k), "priority", 0)));
    List<EndpointSpec> endpoints = new ArrayList<>();
    for (String key : keys) {
      String mac = endpoints.isEmpty() ? service.text("mac_address") : null;
      endpoints.add(endpoint(name, key, networks.mapping(key), mac));
    }
    return endpoints;
  }

  private EndpointSpec endpoint(
      String service, String key, Mapping endpoint, @Nullable String mac) {
    Set<String> aliases = new LinkedHashSet<>();
    aliases.add(service);
    aliases.addAll(strings(endpoint, "aliases"));
    return new EndpointSpec(
        text(model.mapping("networks").mapping(key), "name", key),
        List.copyOf(aliases),
        endpoint.text("ipv4_address"),
        endpoint.text("ipv6_address"),
        strings(endpoint, "link_local_ips"),
        endpoint.text("mac_address") == null ? mac : endpoint.text("mac_address"),
        endpoint.text("interface_name"),
        Values.number(endpoint, "gw_priority", 0),
        Values.dict(endpoint, "driver_opts"));
  }

  private static PortBinding port(Mapping port) {
    String published = text(port, "published", "0");
    String[] range = (published.isEmpty() ? "0" : published).split("-", 2);
    int first = Integer.parseInt(range[0]);
    return new PortBinding(
        port.text("host_ip"),
        first,
        range.length == 2 ? Integer.parseInt(range[1]) : first,
        Values.number(port, "target", 0),
        text(port, "protocol", "tcp"));
  }
}
