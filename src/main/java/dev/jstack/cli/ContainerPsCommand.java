package dev.jstack.cli;

import dev.jstack.runtime.container.Container;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "List containers.")
final class ContainerPsCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Show stopped containers, too.")
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only ids.")
  private boolean quiet;

  @Option(names = "--no-trunc", description = "Shorten nothing.")
  private boolean whole;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      description = "The last so many.")
  private int last = -1;

  @Option(
      names = {"-l", "--latest"},
      description = "The latest one.")
  private boolean latest;

  @Option(
      names = {"-s", "--size"},
      description = "Show sizes.")
  @SuppressWarnings("unused") // accepted
  private boolean size;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "NAME=VALUE",
      description = "status, name, id, label, ancestor, network, volume, health, exited.")
  private List<String> filters = List.of();

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  ContainerPsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing listing =
        Listing.of(
            "CONTAINER ID=ID",
            "IMAGE=Image",
            "COMMAND=Command",
            "CREATED=RunningFor",
            "STATUS=Status",
            "PORTS=Ports",
            "NAMES=Names");
    shown().forEach(view -> listing.add(row(view)));
    if (quiet) {
      listing.rows().forEach(row -> session.out().println(row.get("ID")));
    } else {
      listing.print(session.out(), format);
    }
    return ExitCode.OK;
  }

  private List<ContainerView> shown() {
    Instant now = Instant.now();
    int limit = latest ? 1 : last;
    var filter = new ContainerFilter(filters);
    boolean everything = all || limit >= 0 || filter.names("status");
    return session.engine().containers().list().stream()
        .sorted(Comparator.comparing(Container::created).reversed())
        .map(container -> new ContainerView(container, session.engine().containers(), now))
        .filter(view ->
            everything
                || view.container().state().status().isAlive()
                || view.state().equals("restarting"))
        .filter(filter::matches)
        .limit(limit < 0 ? Long.MAX_VALUE : limit)
        .toList();
  }

  private Map<String, Object> row(ContainerView view) {
    Container container = view.container();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Command", view.command(whole));
    row.put("CreatedAt", view.createdAt());
    row.put("ID", whole ? container.id() : container.shortId());
    row.put("Image", container.spec().image());
    row.put("Labels", view.labels());
    row.put("Mounts", view.mounts());
    row.put("Names", container.name());
    row.put("Networks", view.networks());
    row.put("Ports", view.ports());
    row.put("RunningFor", view.created());
    row.put("Size", "0B");
    row.put("State", view.state());
    row.put("Status", view.status());
    return row;
  }
}
