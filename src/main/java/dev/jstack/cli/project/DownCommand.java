package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.DownOptions;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.Plan;
import dev.jstack.console.Progress;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose down}. */
@Command(name = "down", description = "Stop and remove containers and networks.")
public final class DownCommand implements ProjectChange {
  private final Session session;

  @Option(
      names = {"-v", "--volumes"},
      description = "Remove named and anonymous volumes, too.")
  private boolean volumes;

  @Option(names = "--rmi", paramLabel = "WHICH", description = "Remove images: local or all.")
  private @Nullable String images;

  @Option(names = "--remove-orphans", description = "Remove containers of services that are gone.")
  private boolean removeOrphans;

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "Grace time of stops.")
  private @Nullable Integer timeout;

  @Parameters(paramLabel = "SERVICE", description = "Only these; networks stay.")
  private List<String> services = List.of();

  public DownCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).changed();
    if (!services.isEmpty()) {
      new ServiceContainers(session).check(target, services);
    }
    var options =
        new DownOptions(
            services,
            session.settings().removeOrphans(removeOrphans),
            volumes,
            references(target),
            timeout == null ? null : timeout * 1000L);
    try (Progress progress = session.progress("down")) {
      Plan plan = session.projects().down(target.name(), target.project(), options, progress);
      if (session.rehearses()) {
        return new PlanPrinter(session).print(plan, "table");
      }
      if (plan.isEmpty()) {
        session
            .err()
            .println("Warning: No resource found to remove for project \"" + target.name() + "\".");
      }
      plan.warnings().forEach(warning -> session.err().println("warning: " + warning));
    }
    return ExitCode.OK;
  }

  private Set<String> references(Target target) {
    if (images == null) {
      return Set.of();
    }
    if (!images.equals("local") && !images.equals("all")) {
      throw new JstackException(
          "invalid value for --rmi: \"" + images + "\"; expected local or all");
    }
    Project project = target.project();
    return project == null ? referencesOf(target) : references(project, images);
  }

  private Set<String> references(Project project, String wanted) {
    return project.services().values().stream()
        .filter(service -> services.isEmpty() || services.contains(service.name()))
        .filter(service -> wanted.equals("all") || custom(service))
        .map(service -> service.image().reference())
        .collect(Collectors.toSet());
  }

  /** Without its files: those of its containers, or those among them that were built for it. */
  private Set<String> referencesOf(Target target) {
    return session.projects().containers(target.name()).stream()
        .filter(c -> services.isEmpty() || services.contains(ServiceContainers.service(c)))
        .filter(c -> "all".equals(images) || builtFor(target.name(), c))
        .map(container -> container.spec().image())
        .collect(Collectors.toSet());
  }

  private boolean builtFor(String project, Container container) {
    return session
        .engine()
        .images()
        .find(container.imageId().toString())
        .map(image -> image.config().run().labels().get(Labels.PROJECT))
        .filter(project::equals)
        .isPresent();
  }

  /** Built here, without a name of the user's. */
  private static boolean custom(Service service) {
    return service.image().build() != null && !service.canonical().containsKey("image");
  }
}
