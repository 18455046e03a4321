package dev.jstack.cli.project;

import dev.jstack.cli.container.ContainerView;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import dev.jstack.cli.option.Listing;
import dev.jstack.compose.plan.Labels;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack compose ls}. */
@Command(name = "ls", description = "List projects.")
public final class LsCommand implements ReadOnly {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Stopped projects, too.")
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only names.")
  private boolean quiet;

  @Option(names = "--filter", paramLabel = "name=NAME", description = "Only these.")
  private List<String> filters = List.of();

  @Option(names = "--format", paramLabel = "FORMAT", description = "table or json.")
  private String format = "table";

  public LsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var filter = new Filters(filters, "name");
    Listing listing = Listing.wide("NAME=Name", "STATUS=Status", "CONFIG FILES=ConfigFiles");
    for (String name : session.projects().names()) {
      List<ContainerView> shown = shown(name);
      if (filter.any("name", name::contains) && !shown.isEmpty()) {
        listing.add(row(name, shown));
      }
    }
    if (quiet) {
      listing.rows().forEach(row -> session.out().println(row.get("Name")));
    } else {
      listing.printAll(session.out(), format);
    }
    return ExitCode.OK;
  }

  private List<ContainerView> shown(String name) {
    Instant now = Instant.now();
    return session.projects().containers(name).stream()
        .map(container -> new ContainerView(container, session.engine().containers(), now))
        .filter(view -> all || view.state().equals("running"))
        .toList();
  }

  private static Map<String, Object> row(String name, List<ContainerView> containers) {
    Map<String, Long> states =
        containers.stream()
            .collect(
                Collectors.groupingBy(ContainerView::state, TreeMap::new, Collectors.counting()));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Name", name);
    row.put(
        "Status",
        states.entrySet().stream()
            .map(state -> state.getKey() + "(" + state.getValue() + ")")
            .collect(Collectors.joining(", ")));
    row.put(
        "ConfigFiles",
        containers.stream()
            .map(view -> view.container().labels().getOrDefault(Labels.CONFIG_FILES, ""))
            .distinct()
            .collect(Collectors.joining(",")));
    return row;
  }
}
