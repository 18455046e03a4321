package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.ListingOptions;
import dev.jstack.engine.Engine;
import dev.jstack.networking.Network;
import dev.jstack.networking.NetworkDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack network ls}. */
@Command(name = "ls", description = "List networks.")
public final class NetworkLsCommand implements ReadOnly {
  private final Session session;

  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "NAME=VALUE",
      description = "dangling, driver, id, label, name, scope, type.")
  private List<String> filters = List.of();

  public NetworkLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var filter = new Filters(filters, "dangling", "driver", "id", "label", "name", "scope", "type");
    filter.expect("type", List.of("builtin", "custom")::contains, "builtin or custom");
    Listing list = Listing.of("NETWORK ID=ID", "NAME=Name", "DRIVER=Driver", "SCOPE=Scope");
    rows().stream().filter(row -> row.matches(filter)).forEach(row -> add(list, row));
    listing.print(list, "ID", session);
    var networks = session.engine().networks();
    for (String collision : networks.collisions(names(networks.list()))) {
      session.err().println("WARNING: " + collision);
    }
    return ExitCode.OK;
  }

  private static List<String> names(List<Network> networks) {
    return networks.stream().map(Network::name).toList();
  }

  /** By name; those that are always there among them. */
  private List<Row> rows() {
    var networks = session.engine().networks();
    List<Row> rows = new ArrayList<>();
    for (String name : Engine.PREDEFINED_NETWORKS) {
      if (networks.find(name).isEmpty()) {
        rows.add(
            new Row(
                Engine.predefinedId(name),
                name,
                Engine.predefinedDriver(name),
                "0001-01-01T00:00:00Z",
                NetworkDefinition.named(name),
                false));
      }
    }
    for (Network network : networks.list()) {
      var definition = network.definition();
      rows.add(
          new Row(
              network.id(),
              network.name(),
              definition.driver().toString(),
              network.created().toString(),
              definition,
              networks.attachments(network).isEmpty()));
    }
    rows.sort(Comparator.comparing(Row::name));
    return rows;
  }

  private record Row(
      String id,
      String name,
      String driver,
      String created,
      NetworkDefinition definition,
      boolean unused) {
    boolean matches(Filters filter) {
      boolean builtIn = Engine.PREDEFINED_NETWORKS.contains(name);
      return filter.any("name", name::contains)
          && filter.any("id", id::startsWith)
          && filter.any("driver", driver::equals)
          && filter.any("scope", "local"::equals)
          && filter.any("type", (builtIn ? "builtin" : "custom")::equals)
          && filter.labels(definition.labels())
          && filter.flag("dangling").map(wanted -> wanted == (!builtIn && unused)).orElse(true);
    }
  }

  private void add(Listing list, Row network) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("CreatedAt", network.created());
    row.put("Driver", network.driver());
    row.put("ID", listing.id(network.id()));
    row.put("IPv4", String.valueOf(network.definition().ipv4()));
    row.put("IPv6", String.valueOf(network.definition().ipv6()));
    row.put("Internal", String.valueOf(network.definition().internal()));
    Map<String, String> labels = network.definition().labels();
    row.put("Label", (UnaryOperator<String>) name -> labels.getOrDefault(name, ""));
    row.put(
        "Labels",
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .sorted()
            .collect(Collectors.joining(",")));
    row.put("Name", network.name());
    row.put("Scope", "local");
    list.add(row);
  }
}
