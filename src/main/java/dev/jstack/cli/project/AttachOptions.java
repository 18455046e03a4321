package dev.jstack.cli.project;

import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.runtime.JstackException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of an attached {@code up}. */
final class AttachOptions {
  @Option(names = "--abort-on-container-exit", description = "Stop all when one ends.")
  boolean abortOnExit;

  @Option(names = "--abort-on-container-failure", description = "Stop all when one fails.")
  boolean abortOnFailure;

  @Option(
      names = "--exit-code-from",
      paramLabel = "SERVICE",
      description = "Return its exit code; implies --abort-on-container-exit.")
  @Nullable String exitCodeFrom;

  @Option(names = "--attach", paramLabel = "SERVICE", description = "Show only these logs.")
  List<String> attach = List.of();

  @Option(names = "--no-attach", paramLabel = "SERVICE", description = "Don't show these logs.")
  List<String> noAttach = List.of();

  @Option(names = "--attach-dependencies", description = "Show logs of dependencies, too.")
  boolean attachDependencies;

  @Option(names = "--timestamps", description = "Show when lines were printed.")
  boolean timestamps;

  @Option(names = "--no-color", description = "No colours.")
  boolean noColor;

  @Option(names = "--no-log-prefix", description = "No names before the lines.")
  boolean noPrefix;

  @Option(
      names = {"-w", "--watch"},
      description = "Watch the files of services; when they change, copy, restart or build again.")
  boolean watch;

  @Option(
      names = "--menu",
      negatable = true,
      description = "Keys that do something, on a terminal; default: COMPOSE_MENU, or yes.")
  @Nullable Boolean menu;

  /** Whether keys are listened to. */
  boolean hasMenu(Session session) {
    boolean wanted =
        menu != null
            ? menu
            : session.settings().value("COMPOSE_MENU") == null
                || session.settings().on("COMPOSE_MENU");
    return wanted && KeyMenu.isPossible(session.invocation());
  }

  boolean aborts() {
    return abortOnExit || exitCodeFrom != null;
  }

  /** Refuses what makes no sense together; {@code wait} implies {@code detached}. */
  void check(boolean detached, boolean wait) {
    boolean wanted = aborts() || abortOnFailure || attachDependencies || watch || !attach.isEmpty();
    if (wait && wanted) {
      throw new JstackException(
          "--wait cannot be combined with --abort-on-container-exit, --attach or"
              + " --attach-dependencies");
    }
    if (detached && wanted) {
      throw new JstackException(
          "--detach cannot be combined with --abort-on-container-exit,"
              + " --abort-on-container-failure, --attach, --attach-dependencies or --watch");
    }
    if (aborts() && abortOnFailure) {
      throw new JstackException(
          "--abort-on-container-failure cannot be combined with --abort-on-container-exit");
    }
    if (!attach.isEmpty() && attachDependencies) {
      throw new JstackException("cannot combine --attach and --attach-dependencies");
    }
  }

  /** Services named here must be there. */
  void check(Project project) {
    if (exitCodeFrom != null) {
      project.service(exitCodeFrom);
    }
    attach.forEach(project::service);
    noAttach.forEach(project::service);
  }
}
