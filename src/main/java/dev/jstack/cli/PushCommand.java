package dev.jstack.cli;

import dev.jstack.compose.model.Build;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Selected;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Progress;
import dev.jstack.engine.TransferProgress;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.ImageReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "push", description = "Send the images of services that are built.")
final class PushCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Option(names = "--ignore-push-failures", description = "Go on after a failure.")
  private boolean ignoreFailures;

  @Option(names = "--include-deps", description = "Dependencies' images, too.")
  private boolean dependencies;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  PushCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project = new ProjectAccess(session).load(services).project();
    int code = ExitCode.OK;
    try (Progress progress =
        quiet
            ? Progress.open(Progress.Mode.QUIET, "push", session.invocation())
            : session.progress("push")) {
      for (String image : images(project)) {
        code = push(image, progress) || ignoreFailures ? code : ExitCode.FAILURE;
      }
    }
    return code;
  }

  /** What nobody builds here is somebody else's. */
  private Set<String> images(Project project) {
    Set<String> images = new LinkedHashSet<>();
    for (Service service : chosen(project)) {
      Build build = service.image().build();
      if (build != null) {
        images.add(service.image().reference());
        images.addAll(build.tags());
      }
    }
    return images;
  }

  private List<Service> chosen(Project project) {
    return Selected.of(project, new Selection(services, dependencies)).services();
  }

  private boolean push(String image, Progress progress) {
    String resource = "Image " + image;
    progress.on(Event.working(resource, "Pushing"));
    try {
      var _ =
          session
              .engine()
              .images()
              .push(
                  ImageReference.parse(image),
                  session.caller(),
                  new TransferProgress(resource, "Pushing", progress));
      progress.on(Event.done(resource, "Pushed"));
      return true;
    } catch (JstackException e) {
      progress.on(Event.error(resource, "Error", String.valueOf(e.getMessage())));
      return false;
    }
  }
}
