package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.plan.Plan;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;

/** Shows plans. */
final class PlanPrinter {
  private final Session session;

  PlanPrinter(Session session) {
    this.session = session;
  }

  /** Prints it; the result is the exit code: 2 when there is something to do. */
  int print(Plan plan, String format) {
    switch (format) {
      case "table" -> session.out().print(plan.summary());
      case "json" -> session.out().println(Json.pretty(plan.json()));
      case "graph" -> session.out().print(plan);
      default ->
          throw new JstackException(
              "format: expected table, json or graph, got \"" + format + "\"");
    }
    plan.warnings().forEach(warning -> session.err().println("warning: " + warning));
    return plan.isEmpty() ? ExitCode.OK : ExitCode.CHANGES;
  }

  private String state(String name) {
    boolean ended =
        session
            .engine()
            .containers()
            .find(name)
            .filter(container -> !container.state().status().isAlive())
            .isPresent();
    return ended ? "Exited" : "Running";
  }

  /** Tells what was left as it is, and what the user should know. */
  void aftermath(Plan plan, EventListener progress) {
    for (String name : plan.unchanged()) {
      progress.on(Event.done("Container " + name, state(name)));
    }
    plan.warnings().forEach(warning -> session.err().println("warning: " + warning));
  }
}
