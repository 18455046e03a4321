package dev.jstack.cli;

import dev.jstack.networking.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "List networks.")
final class NetworkLsCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only ids.")
  private boolean quiet;

  @Option(names = "--no-trunc", description = "Shorten nothing.")
  private boolean whole;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "name=NAME",
      description = "Only these.")
  private List<String> filters = List.of();

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  NetworkLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing listing = Listing.of("NETWORK ID=ID", "NAME=Name", "DRIVER=Driver", "SCOPE=Scope");
    String name = EnvironmentSyntax.pairs(filters).getOrDefault("name", "");
    session.engine().networks().list().stream()
        .filter(network -> network.name().contains(name))
        .forEach(network -> add(listing, network));
    if (quiet) {
      listing.rows().forEach(row -> session.out().println(row.get("ID")));
    } else {
      listing.print(session.out(), format);
    }
    return ExitCode.OK;
  }

  private void add(Listing listing, Network network) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("CreatedAt", network.created().toString());
    row.put("Driver", "bridge");
    row.put("ID", whole ? network.id() : network.id().substring(0, 12));
    row.put("IPv4", "true");
    row.put("IPv6", String.valueOf(network.definition().ipv6()));
    row.put("Internal", String.valueOf(network.internal()));
    row.put("Name", network.name());
    row.put("Scope", "local");
    listing.add(row);
  }
}
