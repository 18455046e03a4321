package dev.jstack.cli;

import dev.jstack.console.Invocation;
import dev.jstack.console.Progress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options before the verb. Their environment variables are looked up by whoever uses them. */
final class GlobalOptions {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Compose file; may be given several times, later ones override.")
  List<String> files = List.of();

  @Option(
      names = {"-p", "--project-name"},
      paramLabel = "NAME",
      description = "Project name.")
  @Nullable String projectName;

  @Option(
      names = {"--project-directory", "--workdir"},
      paramLabel = "DIR",
      description = "Base of relative paths; default: the first compose file's directory.")
  @Nullable String projectDirectory;

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "File of variables for interpolation; may be given several times.")
  List<String> envFiles = List.of();

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "Profile to enable; \"*\" enables all.")
  List<String> profiles = List.of();

  @Option(
      names = "--ansi",
      paramLabel = "WHEN",
      description = "Colours and cursor movement: never, always, auto.")
  @Nullable String ansi;

  @Option(
      names = "--progress",
      paramLabel = "KIND",
      description = "Progress on standard error: auto, tty, plain, json, quiet.")
  @Nullable String progress;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "At most so many operations at once; -1: no limit.")
  int parallel = -1;

  @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
  boolean dryRun;

  @Option(names = "--compatibility", description = "Use \"_\" in container names.")
  boolean compatibility;

  @Option(names = "--debug", description = "Print stack traces of errors.")
  boolean debug;

  /** How progress is drawn for this caller. */
  Progress.Mode progress(Invocation invocation) {
    var text = progress != null ? progress : invocation.environment().get("COMPOSE_PROGRESS");
    var mode =
        Progress.Mode.parse(text == null ? "auto" : text.toLowerCase(Locale.ROOT), invocation);
    return mode == Progress.Mode.TTY && "never".equals(ansi) ? Progress.Mode.PLAIN : mode;
  }
}
