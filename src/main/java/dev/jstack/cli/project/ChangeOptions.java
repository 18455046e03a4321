package dev.jstack.cli.project;

import dev.jstack.cli.build.Reasons;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.image.QuietImages;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Builds;
import dev.jstack.compose.plan.UpOptions.Mode;
import dev.jstack.compose.plan.UpOptions.Pulls;
import dev.jstack.compose.plan.UpOptions.Recreation;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Invocation;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code up} and {@code create} that say what has to change. */
final class ChangeOptions {
  @Option(names = "--build", description = "Build images before.")
  private boolean build;

  @Option(names = "--no-build", description = "Don't build images.")
  private boolean noBuild;

  @Option(names = "--pull", paramLabel = "POLICY", description = "always, missing or never.")
  private @Nullable String pull;

  @Option(names = "--quiet-pull", description = "No progress of pulls.")
  private boolean quietPull;

  @Option(names = "--quiet-build", description = "No progress of builds.")
  private boolean quietBuild;

  @Option(names = "--why", description = "Say for each step of a build that ran what has changed.")
  private boolean why;

  @Option(names = "--force-recreate", description = "Recreate containers that are right.")
  private boolean forceRecreate;

  @Option(names = "--no-recreate", description = "Don't recreate containers that differ.")
  private boolean noRecreate;

  @Option(names = "--always-recreate-deps", description = "Recreate dependencies, too.")
  private boolean recreateDependencies;

  @Option(
      names = {"-V", "--renew-anon-volumes"},
      description = "New anonymous volumes instead of those of the old containers.")
  private boolean renewVolumes;

  @Option(names = "--remove-orphans", description = "Remove containers of services that are gone.")
  private boolean removeOrphans;

  @Option(names = "--scale", paramLabel = "SERVICE=NUM", description = "How many containers.")
  private List<String> scale = List.of();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "SERVICE:NAME=VALUE",
      description = "Variable for a service until the next up without it.")
  private List<String> environment = List.of();

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "Grace time of stops.")
  private @Nullable Integer timeout;

  @Option(
      names = {"-y", "--yes"},
      description = "Make volumes anew whose definition changed, too; their data is lost.")
  private boolean yes;

  /** The project with the variables given for this time. */
  Project once(Project project, Invocation invocation) {
    return OnceVariables.apply(project, environment, invocation);
  }

  UpOptions options(Session session, Project project, List<String> services, boolean dependencies) {
    check();
    UpOptions options =
        UpOptions.defaults()
            .withSelection(new Selection(services, dependencies))
            .withRecreation(recreation(services, Set.of()))
            .withBuilds(build ? Builds.ALWAYS : noBuild ? Builds.NEVER : Builds.CHANGED)
            .withPulls(pulls(pull))
            .withScale(scale(project, scale))
            .withOrphans(session.settings().orphans(removeOrphans))
            .withTimeoutMillis(timeout == null ? null : timeout * 1000L);
    if (!yes) {
      return options;
    }
    List<String> diverged = session.projects().plan(project, options).divergedVolumes();
    return options.withRecreation(recreation(services, Set.copyOf(diverged)));
  }

  private Recreation recreation(List<String> services, Set<String> volumes) {
    boolean always = forceRecreate || renewVolumes;
    return new Recreation(
        mode(always),
        mode(recreateDependencies || (always && services.isEmpty())),
        renewVolumes,
        volumes);
  }

  private void check() {
    if (forceRecreate && noRecreate) {
      throw new JstackException("--force-recreate and --no-recreate are incompatible");
    }
    if (noRecreate && recreateDependencies) {
      throw new JstackException("--always-recreate-deps and --no-recreate are incompatible");
    }
    if (noRecreate && renewVolumes) {
      throw new JstackException("--no-recreate and --renew-anon-volumes are incompatible");
    }
    if (build && noBuild) {
      throw new JstackException("--build and --no-build are incompatible");
    }
  }

  /** Of {@code --pull}; null is what each service says. */
  static Pulls pulls(@Nullable String text) {
    return switch (text) {
      case null -> Pulls.POLICY;
      case "policy" -> Pulls.POLICY;
      case "always" -> Pulls.ALWAYS;
      case "missing", "if_not_present" -> Pulls.MISSING;
      case "never" -> Pulls.NEVER;
      default ->
          throw new JstackException(
              "--pull: expected always, missing or never, got \"" + text + "\"");
    };
  }

  /** Without what happens inside of pulls or builds, if nobody wants to know. */
  EventListener quietly(EventListener events) {
    EventListener shown = QuietImages.of(events, quietPull, quietBuild);
    return why ? new Reasons(shown) : shown;
  }

  private Mode mode(boolean always) {
    return always ? Mode.ALWAYS : noRecreate ? Mode.NEVER : Mode.DIVERGED;
  }

  /** Reads {@code web=3} and the like. */
  private static Map<String, Integer> scale(Project project, List<String> texts) {
    Map<String, Integer> scale = new LinkedHashMap<>();
    for (String text : texts) {
      if (!text.matches("[^=]+=\\d{1,5}")) {
        throw new JstackException("invalid --scale option \"" + text + "\". Should be SERVICE=NUM");
      }
      add(project, text, scale);
    }
    return scale;
  }

  /** One {@code web=3}, which has been looked at. */
  static void add(Project project, String text, Map<String, Integer> scale) {
    int equals = text.indexOf('=');
    String service = project.service(text.substring(0, equals)).name();
    scale.put(service, Integer.parseInt(text.substring(equals + 1)));
  }
}
