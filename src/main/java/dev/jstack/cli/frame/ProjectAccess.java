package dev.jstack.cli.frame;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.load.LoadRequest;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.verify.BindSources;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the project that a command is about. */
public final class ProjectAccess {
  private static final List<String> FILES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

  /** A project by its name, with its model where there is a file. */
  public record Target(String name, @Nullable Project project) {}

  private final Session session;
  private final GlobalOptions options;

  public ProjectAccess(Session session) {
    this(session, session.options());
  }

  /** Before the command line is parsed: with the options that are known. */
  public ProjectAccess(Session session, GlobalOptions options) {
    this.session = session;
    this.options = options;
  }

  /** Loads the Compose files; warnings go to standard error, or are errors if that is wanted. */
  public LoadedProject load(List<String> services) {
    LoadedProject loaded = loadQuietly(services);
    tell(loaded.warnings());
    return loaded;
  }

  /** Whether also those want to know it who don't make containers from the files. */
  private boolean matters(Problem warning) {
    return options.strict || !Code.NOT_HONOURED.toString().equals(warning.code());
  }

  /** Prints warnings, or refuses them if that is wanted. */
  public void tell(List<Problem> warnings) {
    if (options.strict && !warnings.isEmpty()) {
      throw new SourceException(warnings);
    }
    for (Problem warning : warnings) {
      session.err().println("warning: " + warning);
    }
  }

  public LoadedProject loadQuietly(List<String> services) {
    return ProjectLoader.load(request(services));
  }

  /** Likewise, for a command that makes containers: the files they bind must be there. */
  public Project change(List<String> services) {
    return loadForChange(services).project();
  }

  /** Likewise, with what was seen on the way. */
  public LoadedProject loadForChange(List<String> services) {
    LoadedProject loaded = load(services);
    new Ownership(session).check(loaded.project());
    BindSources.check(loaded.model(), services);
    loaded.project().services().values().forEach(this::tellOfLacks);
    new WithoutRoot(session).tellOfUsers();
    new NoWayOut(session)
        .tell(loaded.project().services().values().stream().map(Service::network).toList());
    return loaded;
  }

  private void tellOfLacks(Service service) {
    new UnheldLimits(session).ofService(service.name(), service.limits());
    new WithoutRoot(session).tell("service \"" + service.name() + "\"", service.isolation());
  }

  /** For commands that change a project, with or without its file. */
  public Target changed() {
    Target target = target();
    if (target.project() != null) {
      new Ownership(session).check(target.project());
    }
    return target;
  }

  /**
   * For commands that also work without the file, on a project that runs. A name on the command
   * line means that one, whatever file the directory has.
   */
  public Target target() {
    boolean byName = options.projectName != null && options.files.isEmpty();
    if (hasFile() && !byName) {
      LoadedProject loaded = loadQuietly(List.of());
      tell(loaded.warnings().stream().filter(this::matters).toList());
      return new Target(loaded.project().name(), loaded.project());
    }
    String name = name();
    if (name == null) {
      throw new JstackException(
          "no configuration file provided: not found",
          "name a file with -f, or a running project with -p",
          null);
    }
    return new Target(name, null);
  }

  /** Whether the command line, the environment or the directory names a project. */
  public boolean named() {
    return hasFile() || name() != null;
  }

  private boolean hasFile() {
    if (!options.files.isEmpty() || settings().value("COMPOSE_FILE") != null) {
      return true;
    }
    String directory = options.projectDirectory;
    return found(
        directory == null
            ? session.invocation().directory()
            : session.invocation().resolve(directory));
  }

  private static boolean found(Path directory) {
    for (Path place = directory; place != null; place = place.getParent()) {
      Path here = place;
      if (FILES.stream().anyMatch(name -> Files.isRegularFile(here.resolve(name)))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String name() {
    String name = options.projectName;
    return name != null ? name : settings().value("COMPOSE_PROJECT_NAME");
  }

  private Settings settings() {
    return new Settings(session, options);
  }

  public LoadRequest request(List<String> services) {
    return request(services, options.files.contains("-") ? standardInput() : null);
  }

  /** Where to look, without looking. */
  LoadRequest search() {
    return request(List.of(), null);
  }

  private LoadRequest request(List<String> services, @Nullable String input) {
    Path directory = session.invocation().directory();
    return new LoadRequest(
        directory,
        environment(),
        options.files,
        input,
        options.projectDirectory == null ? null : directory.resolve(options.projectDirectory),
        options.projectName,
        options.envFiles,
        options.profiles,
        services,
        options.allResources);
  }

  private Map<String, String> environment() {
    if (!options.compatibility) {
      return session.invocation().environment();
    }
    Map<String, String> all = new HashMap<>(session.invocation().environment());
    all.put("COMPOSE_COMPATIBILITY", "true");
    return all;
  }

  private String standardInput() {
    try {
      return new String(session.invocation().in().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new JstackException("cannot read standard input", e);
    }
  }
}
