package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.ListingOptions;
import dev.jstack.networking.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Listing list = Listing.of("NETWORK ID=ID", "NAME=Name", "DRIVER=Driver", "SCOPE=Scope");
    session.engine().networks().list().stream()
        .filter(network -> matches(filter, network))
        .forEach(network -> add(list, network));
    listing.print(list, "ID", session);
    return ExitCode.OK;
  }

  private boolean matches(Filters filter, Network network) {
    boolean builtIn = network.name().equals("bridge");
    return filter.any("name", network.name()::contains)
        && filter.any("id", network.id()::startsWith)
        && filter.any("driver", "bridge"::equals)
        && filter.any("scope", "local"::equals)
        && filter.any("type", (builtIn ? "builtin" : "custom")::equals)
        && filter.labels(network.definition().labels())
        && filter.flag("dangling").map(unused -> unused == isUnused(network)).orElse(true);
  }

  private boolean isUnused(Network network) {
    return !network.name().equals("bridge")
        && session.engine().networks().attachments(network).isEmpty();
  }

  private void add(Listing list, Network network) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("CreatedAt", network.created().toString());
    row.put("Driver", "bridge");
    row.put("ID", listing.id(network.id()));
    row.put("IPv4", "true");
    row.put("IPv6", String.valueOf(network.definition().ipv6()));
    row.put("Internal", String.valueOf(network.internal()));
    row.put("Name", network.name());
    row.put("Scope", "local");
    list.add(row);
  }
}
