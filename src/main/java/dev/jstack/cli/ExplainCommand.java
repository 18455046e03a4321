package dev.jstack.cli;

import dev.jstack.compose.code.CodeTexts;
import dev.jstack.compose.explain.KeyPage;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = {
      "Explain an error's code (JS101), a key of Compose files (services.ports), or a container:",
      "what it is to the kernel: layers, namespaces, limits, launch list."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--index", paramLabel = "N", description = "Which container of the service.")
  private int index;

  @Parameters(paramLabel = "CODE|KEY|SERVICE|CONTAINER")
  private String name = "";

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.out().print(CodeTexts.of(name).orElseGet(this::keyOrContainer));
    return ExitCode.OK;
  }

  /** A container wins over a key of the same name, unless it can't be found. */
  private String keyOrContainer() {
    Optional<String> page = KeyPage.of(name);
    try {
      return session.engine().containers().explain(container());
    } catch (JstackException e) {
      return page.orElseThrow(() -> e);
    }
  }

  private Container container() {
    boolean project = new ProjectAccess(session).named();
    return project
        ? new ServiceOrContainer(session).any(name, index)
        : session.engine().containers().require(name);
  }
}
