package dev.jstack.cli.project;

import dev.jstack.cli.explain.ContainerPage;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.ServiceOrContainer;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.code.CodeTexts;
import dev.jstack.compose.explain.KeyPage;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose explain}. */
@Command(
    name = "explain",
    description = {
      "Explain an error's code (JS101), a key of Compose files (services.ports), or a container:",
      "what it is to the kernel: layers, namespaces, limits, powers, mounts, launch list."
    })
public final class ExplainCommand implements ReadOnly {
  private final Session session;

  @Option(names = "--index", paramLabel = "N", description = "Which container of the service.")
  private int index;

  @Option(names = "--json", description = "Of a container: one JSON object.")
  private boolean json;

  @Parameters(arity = "1..*", paramLabel = "CODE|KEY|SERVICE|CONTAINER")
  private List<String> names = List.of();

  public ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String between = "";
    for (String name : names) {
      session.out().print(between);
      session.out().print(CodeTexts.of(name).orElseGet(() -> keyOrContainer(name)));
      between = "\n";
    }
    return ExitCode.OK;
  }

  /** A container wins over a key of the same name, unless it can't be found. */
  private String keyOrContainer(String name) {
    Optional<String> page = KeyPage.of(name);
    try {
      var explained = new ContainerPage(session, container(name));
      return json ? explained.json() + "\n" : explained.text();
    } catch (JstackException e) {
      return page.orElseThrow(() -> e);
    }
  }

  private Container container(String name) {
    boolean project = new ProjectAccess(session).named();
    return project
        ? new ServiceOrContainer(session).any(name, index)
        : session.engine().containers().require(name);
  }
}
