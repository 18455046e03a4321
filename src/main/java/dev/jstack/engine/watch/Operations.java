package dev.jstack.engine.watch;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.engine.BuildChanges;
import dev.jstack.engine.Projects;
import dev.jstack.runtime.registry.Caller;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What watching does to a project, shown while it goes on. */
final class Operations {
  private final Projects projects;
  private final Caller caller;
  private final Display display;
  private final AtomicInteger changes = new AtomicInteger();

  Operations(Projects projects, Caller caller, Display display) {
    this.projects = projects;
    this.caller = caller;
    this.display = display;
  }

  void build(Project project, UpOptions options) {
    try (var drawing = display.begin("build")) {
      projects.build(project, options, BuildChanges.none(), caller, drawing);
    }
  }

  void up(Project project, UpOptions options) {
    change(
        "up",
        drawing -> {
          var _ = projects.up(project, options, caller, drawing);
        });
  }

  void restart(Project project, String service) {
    change(
        "restart",
        drawing -> {
          var _ = projects.restart(project.name(), project, List.of(service), false, null, drawing);
        });
  }

  private void change(String title, Consumer<Display.Drawing> change) {
    changes.incrementAndGet();
    try (var drawing = display.begin(title)) {
      change.accept(drawing);
    } finally {
      changes.decrementAndGet();
    }
  }

  /** Whether containers are being stopped, started or replaced. */
  boolean areChanging() {
    return changes.get() > 0;
  }
}
