package dev.jstack.cli.project;

import dev.jstack.cli.container.ProcessTable;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.runtime.container.Container;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack compose top}. */
@Command(name = "top", description = "Show the processes of services.")
public final class TopCommand implements ReadOnly {
  private final Session session;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public TopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing listing =
        Listing.narrow(
            "SERVICE=Service",
            "#=Number",
            "UID=UID",
            "PID=PID",
            "PPID=PPID",
            "C=C",
            "STIME=STIME",
            "TTY=TTY",
            "TIME=TIME",
            "CMD=CMD");
    var target = new ProjectAccess(session).target();
    for (Container container : new ServiceContainers(session).of(target, services)) {
      for (Map<String, Object> process :
          new ProcessTable().of(session.engine().containers().insight().processes(container))) {
        Map<String, Object> row = new LinkedHashMap<>(process);
        row.put("Service", ServiceContainers.service(container));
        row.put("Number", ServiceContainers.number(container));
        listing.add(row);
      }
    }
    if (!listing.rows().isEmpty()) {
      listing.print(session.out(), null);
    }
    return ExitCode.OK;
  }
}
