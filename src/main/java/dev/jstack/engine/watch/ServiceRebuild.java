package dev.jstack.engine.watch;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Builds;
import dev.jstack.compose.plan.UpOptions.Pulls;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.linux.RawPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds a service's image again and replaces its containers. A build that newer input has made
 * pointless is cancelled; a replacement that has begun comes to its end. If the build fails, the
 * old containers go on running.
 */
final class ServiceRebuild implements Lane.Work<Rule> {
  private final Engine engine;
  private final Operations operations;
  private final Project project;
  private final Service service;
  private final boolean prune;
  private final Display display;
  private @Nullable Job job;
  private volatile Optional<String> built = Optional.empty();

  ServiceRebuild(
      Engine engine,
      Operations operations,
      Project project,
      Service service,
      boolean prune,
      Display display) {
    this.engine = engine;
    this.operations = operations;
    this.project = project;
    this.service = service;
    this.prune = prune;
    this.display = display;
  }

  /** What changed between the last build and now counts, too. */
  @Override
  public void begin() {
    Optional<String> inputs = inputs();
    built = engine.builds().builtFrom(service).or(() -> inputs);
    run(Map.of());
  }

  /** Returns at once: newer changes must be able to come. */
  @Override
  public void run(Map<Rule, SortedSet<RawPath>> changes) {
    Optional<String> inputs = inputs();
    Job running = job;
    boolean known = inputs.isPresent() || changes.isEmpty();
    if (known && inputs.equals(running == null ? built : running.makes())) {
      return;
    }
    if (running != null) {
      running.cancel();
      running.join();
    }
    job = new Job(inputs);
    job.start();
  }

  @Override
  public void end() {
    Job running = job;
    if (running != null) {
      running.cancel();
      running.join();
    }
  }

  /** What the build reads; a Dockerfile that can't be read is the build's to complain about. */
  private Optional<String> inputs() {
    try {
      return engine.builds().inputs(project, service);
    } catch (JstackException e) {
      return Optional.empty();
    }
  }

  /** One build and what follows from it. */
  private final class Job {
    private final Optional<String> inputs;
    private final Thread thread;
    private boolean building = true;
    private boolean cancelled;

    Job(Optional<String> inputs) {
      this.inputs = inputs;
      thread =
          Thread.ofPlatform()
              .daemon()
              .name("watch-" + service.name() + "-build")
              .unstarted(this::run);
    }

    void start() {
      thread.start();
    }

    /** What the image will have been built from, or was built from in the end. */
    synchronized Optional<String> makes() {
      return building ? inputs : built;
    }

    synchronized void cancel() {
      if (building) {
        cancelled = true;
        thread.interrupt();
      }
    }

    void join() {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void run() {
      @Nullable StoredImage before = image();
      try {
        build();
        if (succeeded()) {
          display.say("service(s) [\"" + service.name() + "\"] successfully built");
          replace();
          if (prune) {
            remove(before);
          }
        }
      } catch (CancelledException e) {
        display.say("Build of service \"" + service.name() + "\" cancelled");
      } catch (JstackException e) {
        failed(e);
      }
    }

    /** From here on nothing is cancelled. */
    private synchronized boolean succeeded() {
      building = false;
      boolean good = !Thread.interrupted() && !cancelled;
      if (good) {
        built = inputs;
      }
      return good;
    }

    private void failed(JstackException failure) {
      synchronized (this) {
        building = false;
        if (cancelled) {
          return;
        }
      }
      display.say("Build failed. What runs goes on running.");
      display.failed(failure);
    }

    private void build() {
      display.say(
          "Rebuilding service(s) [\"" + service.name() + "\"] after changes were detected...");
      operations.build(project, options());
    }
  }

  private UpOptions options() {
    return UpOptions.defaults()
        .withSelection(new Selection(List.of(service.name()), false))
        .withBuilds(Builds.ALWAYS);
  }

  private void replace() {
    var selection = new Selection(Followers.with(project, service.name()), false);
    UpOptions up =
        UpOptions.defaults()
            .withSelection(selection)
            .withBuilds(Builds.NEVER)
            .withPulls(Pulls.MISSING);
    operations.up(project, up);
  }

  private @Nullable StoredImage image() {
    return engine.images().find(service.image().reference()).orElse(null);
  }

  /** What the image was before, if nothing has need of it any more. */
  private void remove(@Nullable StoredImage before) {
    if (before != null && !before.equals(image()) && engine.images().names(before).isEmpty()) {
      try {
        var _ = engine.images().remove(before.id().toString(), false);
      } catch (JstackException e) {
        // Another container uses it, or somebody else was faster.
      }
    }
  }
}
