package dev.jstack.cli.frame;

import dev.jstack.runtime.JstackException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options before the verb. Their environment variables are looked up by whoever uses them. */
public final class GlobalOptions {
  public static final String STRICT = "Take warnings about the compose files for errors.";

  public static final String ADOPT = "Change the project, though it belongs to another directory.";

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
  @Nullable Integer parallel;

  @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
  public boolean dryRun;

  @Option(names = "--adopt", description = ADOPT)
  public boolean adopt;

  @Option(
      names = "--all-resources",
      description = "Keep networks, volumes, configs and secrets that no service uses.")
  boolean allResources;

  @Option(names = "--compatibility", description = "Use \"_\" in container names.")
  boolean compatibility;

  @Option(names = "--strict", description = STRICT)
  public boolean strict;

  @Option(
      names = {"--debug", "--verbose"},
      description = "Print stack traces of errors.")
  boolean debug;

  /** Fails if a value is none. */
  public void check() {
    if (ansi != null && !List.of("never", "always", "auto").contains(ansi)) {
      throw new JstackException(
          "invalid value for --ansi: \"" + ansi + "\"; expected never, always or auto");
    }
  }

  /** Takes what {@code others} say: they stand nearer to the verb ({@code jstack compose -p x}). */
  public void add(GlobalOptions others) {
    files = others.files.isEmpty() ? files : others.files;
    projectName = others.projectName == null ? projectName : others.projectName;
    projectDirectory = others.projectDirectory == null ? projectDirectory : others.projectDirectory;
    envFiles = others.envFiles.isEmpty() ? envFiles : others.envFiles;
    profiles = others.profiles.isEmpty() ? profiles : others.profiles;
    ansi = others.ansi == null ? ansi : others.ansi;
    progress = others.progress == null ? progress : others.progress;
    parallel = others.parallel == null ? parallel : others.parallel;
    dryRun |= others.dryRun;
    adopt |= others.adopt;
    allResources |= others.allResources;
    strict |= others.strict;
    compatibility |= others.compatibility;
    debug |= others.debug;
  }
}
