package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.container.Container;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack container top}. */
@Command(name = "top", description = "Show the processes of a container.")
public final class ContainerTopCommand implements ReadOnly {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONTAINER")
  private String name = "";

  @Parameters(index = "1..*", paramLabel = "PS OPTIONS")
  private List<String> options = List.of();

  public ContainerTopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<Integer> pids = processes();
    if (!options.isEmpty()) {
      chosen(new ProcessOptions(options).table(Set.copyOf(pids)));
      return ExitCode.OK;
    }
    Listing listing =
        Listing.wide(
            "UID=UID",
            "PID=PID",
            "PPID=PPID",
            "C=C",
            "STIME=STIME",
            "TTY=TTY",
            "TIME=TIME",
            "CMD=CMD");
    new ProcessTable().of(pids).forEach(listing::add);
    listing.print(session.out(), null);
    return ExitCode.OK;
  }

  private void chosen(List<List<String>> table) {
    List<String> names = table.getFirst();
    String[] columns = names.stream().map(name -> name + "=" + name).toArray(String[]::new);
    Listing listing = Listing.wide(columns);
    for (List<String> row : table.subList(1, table.size())) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), i < row.size() ? row.get(i) : "");
      }
      listing.add(values);
    }
    listing.print(session.out(), null);
  }

  private List<Integer> processes() {
    var containers = session.engine().containers();
    Container container = containers.require(name);
    if (!container.state().status().isAlive()) {
      throw new ConflictException("container " + container.name() + " is not running");
    }
    containers.tell(container, "top");
    return containers.insight().processes(container);
  }
}
