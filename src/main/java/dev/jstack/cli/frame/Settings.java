package dev.jstack.cli.frame;

import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.plan.UpOptions.Orphaned;
import dev.jstack.console.Invocation;
import dev.jstack.console.Progress;
import dev.jstack.engine.Manner;
import dev.jstack.runtime.JstackException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What COMPOSE_* variables say where no option does. They may stand in the caller's environment or
 * in the project's {@code .env}; the caller's win.
 */
public final class Settings {
  private final Session session;
  private final GlobalOptions options;
  private @Nullable Map<String, String> files;

  Settings(Session session, GlobalOptions options) {
    this.session = session;
    this.options = options;
  }

  /** Null if it is nowhere set, or empty. */
  public @Nullable String value(String name) {
    Map<String, String> caller = session.invocation().environment();
    String value = caller.containsKey(name) ? caller.get(name) : ofFiles().get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** {@code 1}, {@code true}, {@code yes} and their likes. */
  public boolean on(String name) {
    String value = value(name);
    return value != null
        && switch (value.strip().toLowerCase(Locale.ROOT)) {
          case "1", "t", "true", "y", "yes" -> true;
          default -> false;
        };
  }

  private Map<String, String> ofFiles() {
    if (files == null) {
      files = ProjectLoader.settings(new ProjectAccess(session, options).search());
    }
    return files;
  }

  String ansi() {
    String said = options.ansi != null ? options.ansi : value("COMPOSE_ANSI");
    return said == null ? "auto" : said;
  }

  /** How progress is drawn for this caller. */
  Progress.Mode progress() {
    String said = options.progress != null ? options.progress : value("COMPOSE_PROGRESS");
    Progress.Mode mode =
        Progress.Mode.parse(
            said == null ? "auto" : said.toLowerCase(Locale.ROOT), session.invocation());
    return mode == Progress.Mode.TTY && ansi().equals("never") ? Progress.Mode.PLAIN : mode;
  }

  /** Progress goes to standard error, or where COMPOSE_STATUS_STDOUT wants it. */
  Invocation progressCaller() {
    Invocation caller = session.invocation();
    return on("COMPOSE_STATUS_STDOUT") ? caller.withErr(caller.out()) : caller;
  }

  /** Whether orphans go, when {@code flag} doesn't say so. */
  public boolean removeOrphans(boolean flag) {
    return flag || on("COMPOSE_REMOVE_ORPHANS");
  }

  /** What happens to orphans when something is brought up. */
  public Orphaned orphans(boolean remove) {
    boolean ignore = on("COMPOSE_IGNORE_ORPHANS");
    if (ignore && remove) {
      throw new JstackException("cannot combine COMPOSE_IGNORE_ORPHANS and --remove-orphans");
    }
    return ignore ? Orphaned.IGNORE : removeOrphans(remove) ? Orphaned.REMOVE : Orphaned.TELL;
  }

  /** In which way projects are changed. */
  Manner manner() {
    return new Manner(
        options.dryRun, parallel(), "jstack " + String.join(" ", session.invocation().arguments()));
  }

  private int parallel() {
    String limit = value("COMPOSE_PARALLEL_LIMIT");
    if (options.parallel != null || limit == null) {
      return options.parallel == null ? -1 : options.parallel;
    }
    if (!limit.matches("-?\\d{1,6}")) {
      throw new JstackException("COMPOSE_PARALLEL_LIMIT: expected a number, got \"" + limit + "\"");
    }
    return Integer.parseInt(limit);
  }
}
