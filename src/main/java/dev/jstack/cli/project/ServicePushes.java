package dev.jstack.cli.project;

import dev.jstack.cli.frame.Session;
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
import java.util.Set;

/** Sends the images that services build. */
final class ServicePushes {
  private final Session session;
  private final Progress progress;

  ServicePushes(Session session, Progress progress) {
    this.session = session;
    this.progress = progress;
  }

  /** Goes on after a failure; whether there was none. */
  boolean all(Project project, Selection selection) {
    boolean done = true;
    Set<String> images = images(project, selection);
    Selected.of(project, selection).services().stream()
        .map(service -> service.image().reference())
        .filter(image -> !images.contains(image))
        .forEach(image -> progress.on(Event.done("Image " + image, "Skipped")));
    for (String image : images) {
      done &= push(image);
    }
    return done;
  }

  /** What nobody builds here is somebody else's; what has no name can't be sent. */
  static Set<String> images(Project project, Selection selection) {
    Set<String> images = new LinkedHashSet<>();
    for (Service service : Selected.of(project, selection).services()) {
      Build build = service.image().build();
      if (build != null) {
        images.addAll(build.tags());
      }
      if (build != null && !ProjectImages.isNameless(project, service)) {
        images.add(service.image().reference());
      }
    }
    return images;
  }

  private boolean push(String image) {
    String resource = "Image " + image;
    progress.on(Event.working(resource, "Pushing"));
    try {
      var transfer = new TransferProgress(resource, "Pushing", progress);
      var _ =
          session.engine().images().push(ImageReference.parse(image), session.caller(), transfer);
      progress.on(Event.done(resource, "Pushed"));
      return true;
    } catch (JstackException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      progress.on(Event.error(resource, "Error", String.valueOf(e.getMessage())));
      return false;
    }
  }
}
