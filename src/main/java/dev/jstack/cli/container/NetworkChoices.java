package dev.jstack.cli.container;

import dev.jstack.cli.option.EndpointSyntax;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The networks that {@code run} and {@code create} name, and what goes with them or doesn't. */
final class NetworkChoices {
  private static final String SHARED = "container:";
  private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");
  private static final Pattern DOMAIN = Pattern.compile("\\.|[A-Za-z0-9_]([A-Za-z0-9_.-]*)");

  private final ContainerOptions options;
  private final List<EndpointSpec> endpoints;

  NetworkChoices(ContainerOptions options) {
    this.options = options;
    endpoints =
        options.networks.isEmpty()
            ? List.of(EndpointSpec.on("bridge"))
            : options.networks.stream().map(EndpointSyntax::parse).toList();
  }

  /** {@code host}, {@code none}, {@code container:NAME}, or {@code bridge} for all the others. */
  String mode() {
    String first = endpoints.getFirst().network();
    return isMode(first) ? first : "bridge";
  }

  private static boolean isMode(String network) {
    return network.equals("host") || network.equals("none") || network.startsWith(SHARED);
  }

  private static boolean isUsers(String network) {
    return !PREDEFINED.contains(network) && !network.startsWith(SHARED);
  }

  /** None for the default network alone, with nothing to be said of it. */
  List<EndpointSpec> endpoints() {
    List<EndpointSpec> all = new ArrayList<>(endpoints);
    all.set(0, withOptions(all.getFirst()));
    boolean plain = all.equals(List.of(EndpointSpec.on("bridge")));
    return plain || !mode().equals("bridge") ? List.of() : all;
  }

  /** What the options say without naming a network is for the first. */
  private EndpointSpec withOptions(EndpointSpec own) {
    List<String> aliases = new ArrayList<>(own.aliases());
    aliases.addAll(options.aliases);
    List<String> linkLocal = new ArrayList<>(own.linkLocal());
    linkLocal.addAll(options.linkLocal);
    return new EndpointSpec(
        own.network(),
        aliases,
        own.ipv4() == null ? options.ip : own.ipv4(),
        own.ipv6() == null ? options.ip6 : own.ipv6(),
        linkLocal,
        own.mac() == null ? options.mac : own.mac(),
        own.interfaceName(),
        own.gatewayPriority(),
        own.options());
  }

  /** Fails with the first contradiction. */
  void check() {
    together();
    twice();
    names();
    shared();
    options.dnsSearch.stream()
        .filter(domain -> !DOMAIN.matcher(domain).matches())
        .findFirst()
        .ifPresent(domain -> {
          throw new JstackException("--dns-search: \"" + domain + "\" is not a valid domain");
        });
  }

  private void together() {
    Set<String> seen = new HashSet<>();
    for (EndpointSpec end : endpoints) {
      if (end.network().isBlank()) {
        throw new JstackException("no name set for network");
      }
      if (!seen.add(end.network())) {
        throw new JstackException("network \"" + end.network() + "\" is specified multiple times");
      }
    }
    long users = seen.stream().filter(NetworkChoices::isUsers).count();
    if (users != 0 && users != seen.size()) {
      throw conflict("cannot attach both user-defined and non-user-defined network-modes");
    }
  }

  /** By an option of its own and within {@code --network}. */
  private void twice() {
    EndpointSpec first = endpoints.getFirst();
    both("--network-alias", !options.aliases.isEmpty(), "alias", !first.aliases().isEmpty());
    both("--ip", options.ip != null, "IPv4 address", first.ipv4() != null);
    both("--ip6", options.ip6 != null, "IPv6 address", first.ipv6() != null);
    both("--mac-address", options.mac != null, "MAC address", first.mac() != null);
    both(
        "--link-local-ip",
        !options.linkLocal.isEmpty(),
        "link-local IP addresses",
        !first.linkLocal().isEmpty());
  }

  private static void both(String option, boolean given, String field, boolean there) {
    if (given && there) {
      throw conflict("cannot specify both " + option + " and per-network " + field);
    }
  }

  /** Names and fixed addresses are for networks that somebody made. */
  private void names() {
    if (isUsers(endpoints.getFirst().network())) {
      return;
    }
    EndpointSpec first = withOptions(endpoints.getFirst());
    if (!first.aliases().isEmpty()) {
      throw new JstackException(
          "network-scoped aliases are only supported for user-defined networks");
    }
    @Nullable String address = first.ipv4() == null ? first.ipv6() : first.ipv4();
    if (address != null) {
      throw new JstackException("--ip needs a network of your own: name one with --network");
    }
  }

  /** The owner of a network namespace decides about everything in it. */
  private void shared() {
    if (mode().equals("host") && !options.links.isEmpty()) {
      throw conflict(
          "host type networking can't be used with links. This would result in undefined behavior");
    }
    if (!mode().startsWith(SHARED)) {
      return;
    }
    if (mode().equals(SHARED)) {
      throw new JstackException(
          "invalid network mode: invalid container format container:<name|id>");
    }
    Map<String, Boolean> given =
        Map.of(
            "hostname and the network mode",
            options.hostname != null,
            "container type network can't be used with links. This would result in undefined"
                + " behavior",
            !options.links.isEmpty(),
            "dns and the network mode",
            !options.dns.isEmpty(),
            "custom host-to-IP mapping and the network mode",
            !options.hosts.isEmpty(),
            "port publishing and the container type network mode",
            !options.publish.isEmpty() || options.publishAll,
            "port exposing and the container type network mode",
            !options.expose.isEmpty());
    given.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .ifPresent(what -> {
          throw conflict(what);
        });
  }

  private static JstackException conflict(String what) {
    return new JstackException("conflicting options: " + what);
  }
}
