package dev.jstack.cli.copy;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.container.Container;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack cp}: from the first container of a service, or to all of them. */
@Command(
    name = "cp",
    description = "Copy files between this machine and a service; \"-\" is a tar stream.")
public final class ServiceCopyCommand implements ProjectChange {
  private final Session session;

  @Mixin private CopyOptions options = new CopyOptions();

  @Option(names = "--all", description = "Also containers that \"run\" made.")
  private boolean all;

  @Option(names = "--index", paramLabel = "N", description = "Which container of the service.")
  private int index;

  public ServiceCopyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var from = options.source().container();
    var to = options.target().container();
    if (from != null && to != null) {
      throw new JstackException("copying between services is not supported");
    }
    if (session.rehearses()) {
      return rehearse(from == null ? to : from);
    }
    var copy = new ContainerCopy(session, options);
    if (from != null) {
      copy.from(containers(from).getFirst());
    } else if (to != null && options.source().isStream()) {
      copy.to(only(to, containers(to)));
    } else if (to != null) {
      containers(to).forEach(copy::to);
    } else {
      throw new JstackException("neither path is of a service", "write it as SERVICE:PATH", null);
    }
    return ExitCode.OK;
  }

  private int rehearse(@Nullable String service) {
    List<Container> all = service == null ? List.of() : containers(service);
    all.forEach(container -> session.out().println("Container " + container.name() + "  copy"));
    return ExitCode.CHANGES;
  }

  /** A stream can be read once. */
  private static Container only(String service, List<Container> containers) {
    if (containers.size() > 1) {
      throw new JstackException(
          "service \"" + service + "\" has several containers, standard input is one",
          "choose one with --index",
          null);
    }
    return containers.getFirst();
  }

  private List<Container> containers(String name) {
    var target = new ProjectAccess(session).target();
    var services = new ServiceContainers(session);
    List<Container> found;
    try {
      found = all ? services.all(target, List.of(name)) : services.of(target, List.of(name));
    } catch (NotFoundException e) {
      var other = session.engine().containers().find(name);
      return List.of(other.orElseThrow(() -> e));
    }
    var chosen =
        found.stream()
            .filter(container -> index == 0 || ServiceContainers.number(container) == index)
            .sorted(Comparator.comparingInt(ServiceContainers::number))
            .toList();
    if (chosen.isEmpty()) {
      throw new JstackException(
          index == 0
              ? "no container found for service \"" + name + "\""
              : "service \"" + name + "\" has no container " + index);
    }
    return chosen;
  }
}
