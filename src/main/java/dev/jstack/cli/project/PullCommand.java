package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.image.ImageFetch;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Selected;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Progress;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.TransferProgress;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose pull}. */
@Command(name = "pull", description = "Bring the images of services in from their registries.")
public final class PullCommand implements ProjectChange {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Option(names = "--ignore-buildable", description = "Leave out images that can be built.")
  private boolean ignoreBuildable;

  @Option(names = "--ignore-pull-failures", description = "A failure is no error.")
  private boolean ignoreFailures;

  @Option(names = "--include-deps", description = "Dependencies' images, too.")
  private boolean dependencies;

  @Option(names = "--policy", paramLabel = "POLICY", description = "missing or always.")
  private @Nullable String policy;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public PullCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (policy != null && !policy.matches("always|missing")) {
      throw new JstackException("--policy: expected missing or always, got \"" + policy + "\"");
    }
    Project project = new ProjectAccess(session).load(services).project();
    if (session.rehearses()) {
      var images =
          chosen(project).values().stream()
              .filter(one -> !ProjectImages.isNameless(project, one))
              .map(one -> one.image().reference())
              .distinct();
      images.forEach(image -> session.out().println("Image " + image + "  pull"));
      return ExitCode.CHANGES;
    }
    int code = ExitCode.OK;
    try (Progress progress =
        quiet
            ? Progress.open(Progress.Mode.QUIET, "pull", session.invocation())
            : session.progress("pull")) {
      Map<Service, CompletableFuture<?>> running = new LinkedHashMap<>();
      for (Service service : chosen(project).values()) {
        if (ProjectImages.isNameless(project, service)) {
          progress.on(Event.done(resource(service), "Skipped"));
        } else {
          running.put(service, begin(service, progress));
        }
      }
      for (Map.Entry<Service, CompletableFuture<?>> one : running.entrySet()) {
        code = succeeds(one.getKey(), one.getValue(), progress, running) ? code : ExitCode.FAILURE;
      }
    }
    return code;
  }

  /** By image: services that share one pull it once. */
  private Map<String, Service> chosen(Project project) {
    Map<String, Service> chosen = new LinkedHashMap<>();
    for (Service service : Selected.of(project, new Selection(services, dependencies)).services()) {
      boolean left = service.image().build() != null && ignoreBuildable;
      if (!left && !"never".equals(service.image().pullPolicy())) {
        chosen.putIfAbsent(service.image().reference(), service);
      }
    }
    return chosen;
  }

  private static String resource(Service service) {
    return "Image " + service.image().reference();
  }

  private CompletableFuture<?> begin(Service service, Progress progress) {
    String reference = service.image().reference();
    var images = session.engine().images();
    if ("missing".equals(policy) && images.find(reference).isPresent()) {
      progress.on(Event.done(resource(service), "Skipped"));
      return CompletableFuture.completedFuture(null);
    }
    progress.on(Event.working(resource(service), "Pulling"));
    return images.begin(() -> {
      images.pull(
          ImageReference.parse(reference),
          ImageFetch.platform(service.image().platform()),
          session.caller(),
          new TransferProgress(resource(service), "Pulling", progress));
      progress.on(Event.done(resource(service), "Pulled"));
    });
  }

  /** What can be built need not be in a registry. */
  private boolean succeeds(
      Service service,
      CompletableFuture<?> pull,
      Progress progress,
      Map<Service, CompletableFuture<?>> all) {
    try {
      var _ = pull.get();
      return true;
    } catch (ExecutionException e) {
      String reason = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      boolean buildable = service.image().build() != null;
      progress.on(
          new Event(
              resource(service),
              buildable || ignoreFailures ? Event.State.WARNING : Event.State.ERROR,
              buildable ? "Must be built" : "Error",
              reason));
      return buildable || ignoreFailures;
    } catch (InterruptedException e) {
      all.values().forEach(other -> other.cancel(true));
      throw new CancelledException(e);
    }
  }
}
