package dev.jstack.engine;

import dev.jstack.compose.model.Hook;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectVolume;
import dev.jstack.compose.plan.Change;
import dev.jstack.compose.plan.Operation;
import dev.jstack.compose.plan.Operation.AwaitReady;
import dev.jstack.compose.plan.Operation.BuildImage;
import dev.jstack.compose.plan.Operation.CreateContainer;
import dev.jstack.compose.plan.Operation.CreateNetwork;
import dev.jstack.compose.plan.Operation.CreateVolume;
import dev.jstack.compose.plan.Operation.HandOver;
import dev.jstack.compose.plan.Operation.Initialise;
import dev.jstack.compose.plan.Operation.PullImage;
import dev.jstack.compose.plan.Operation.RemoveContainer;
import dev.jstack.compose.plan.Operation.RemoveImage;
import dev.jstack.compose.plan.Operation.RemoveNetwork;
import dev.jstack.compose.plan.Operation.RemoveVolume;
import dev.jstack.compose.plan.Operation.RenameContainer;
import dev.jstack.compose.plan.Operation.StartBeside;
import dev.jstack.compose.plan.Operation.StartContainer;
import dev.jstack.compose.plan.Operation.StopContainer;
import dev.jstack.compose.plan.Operation.WaitFor;
import dev.jstack.compose.plan.PlanNode;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.registry.Caller;
import dev.jstack.runtime.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The operations of one plan, each as calls of the engine, with their progress. */
final class Steps {
  private final Engine engine;
  private final String projectName;
  private final @Nullable Project project;
  private final BuildChanges changes;
  private final Caller caller;
  private final EventListener events;

  Steps(
      Engine engine,
      String projectName,
      @Nullable Project project,
      BuildChanges changes,
      Caller caller,
      EventListener events) {
    this.engine = engine;
    this.projectName = projectName;
    this.project = project;
    this.changes = changes;
    this.caller = caller;
    this.events = events;
  }

  Steps(Engine engine, Project project, BuildChanges changes, Caller caller, EventListener events) {
    this(engine, project.name(), project, changes, caller, events);
  }

  /** Begins the operation; completes when it is done. */
  CompletableFuture<?> begin(PlanNode node) {
    StepWords words = StepWords.of(node);
    words.begin().ifPresent(text -> events.on(Event.working(node.change().resource(), text)));
    CompletableFuture<?> work = tried(node.operation());
    var end =
        work.thenRun(() -> restarted(node)).whenComplete((_, error) -> report(node, words, error));
    var _ =
        end.whenComplete((_, error) -> {
          if (error instanceof CancellationException) {
            work.cancel(true);
          }
        });
    return end;
  }

  private CompletableFuture<?> tried(Operation operation) {
    try {
      return perform(operation);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void report(PlanNode node, StepWords words, @Nullable Throwable error) {
    String resource = node.change().resource();
    if (error == null) {
      words.end().ifPresent(text -> events.on(Event.done(resource, text)));
    } else if (!(error instanceof CancellationException)) {
      events.on(Event.error(resource, "Error", message(error).lines().findFirst().orElse("")));
    }
  }

  private static String message(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null
        ? message(cause)
        : String.valueOf(error.getMessage());
  }

  private CompletableFuture<?> perform(Operation operation) {
    return switch (operation) {
      case PullImage(var service, var reference) -> pull(service, reference);
      case BuildImage(var service, _) ->
          engine.builds().service(project(), service, changes, caller, events);
      case CreateNetwork(var key, _) -> done(() -> createNetwork(key));
      case RemoveNetwork(var name) ->
          engine.sandboxes().drained().thenRun(() -> removeNetwork(name));
      case CreateVolume(var key, _) -> done(() -> createVolume(key));
      case RemoveVolume(var name) -> done(() -> engine.volumes().remove(name));
      case RemoveImage(var reference) -> done(() -> engine.images().remove(reference, false));
      case CreateContainer create -> done(() -> create(create));
      case StartContainer(var service, var name) -> done(() -> start(service, name));
      case StartBeside(var service, var name, var old) ->
          done(() -> {
            engine.sandboxes().beside(container(name), container(old));
            start(service, name);
          });
      case HandOver(_, _, var name) -> done(() -> engine.sandboxes().takeOver(container(name)));
      case StopContainer(var service, var name, var timeout) -> stop(service, name, timeout);
      case RemoveContainer(_, var name, var volumes) -> done(() -> remove(name, volumes));
      case RenameContainer(_, var from, var to) ->
          done(() -> engine.containers().rename(container(from), to));
      case Initialise(var service, var number) ->
          engine
              .images()
              .begin(() ->
                  new InitSteps(engine, caller, events)
                      .run(project(), project().service(service), number));
      case AwaitReady(_, var name) -> ready(name);
      case WaitFor wait -> await(wait);
    };
  }

  private static CompletableFuture<?> done(Runnable action) {
    action.run();
    return CompletableFuture.completedFuture(null);
  }

  /** Given up when the future is cancelled; what has come by then spares a later pull the same. */
  private CompletableFuture<?> pull(String service, String reference) {
    var image = project().service(service).image();
    return engine
        .images()
        .begin(() -> {
          var name = ImageReference.parse(reference);
          var platform = image.platform() == null ? null : Platform.parse(image.platform());
          var progress = new TransferProgress("Image " + reference, "Pulling", events);
          try {
            engine.images().pull(name, platform, caller, progress);
          } catch (RegistryException e) {
            throw new JstackException(
                project().service(service).location()
                    + ": service \""
                    + service
                    + "\": "
                    + e.getMessage(),
                e.hint().orElse(null),
                e);
          }
        });
  }

  private void createNetwork(String key) {
    engine.networks().create(ProjectResources.network(project(), key));
  }

  private void removeNetwork(String name) {
    engine.networks().find(name).ifPresent(found -> engine.networks().remove(List.of(found)));
  }

  private void createVolume(String key) {
    ProjectVolume volume = project().volumes().get(key);
    if (volume != null) {
      engine
          .volumes()
          .create(
              volume.name(), ServiceContainer.labels(project(), volume), volume.driverOptions());
    }
  }

  private void create(CreateContainer create) {
    var service = project().service(create.service());
    ContainerSpec spec =
        ServiceContainer.spec(
            project(), service, create.number(), create.name(), engine.context(project(), service));
    if (create.replaces() != null && create.inheritVolumes()) {
      spec = inheriting(spec, container(create.replaces()));
    }
    engine.containers().create(spec);
  }

  /** With the old container's anonymous volumes; tells of those that hide what is new. */
  private ContainerSpec inheriting(ContainerSpec spec, Container old) {
    StoredImage image = engine.images().require(spec.image());
    List<String> paths = image.config().run().volumes();
    ContainerSpec full = AnonymousVolumes.inherit(spec, paths, old, engine.volumes());
    engine
        .images()
        .find(old.imageId().toString())
        .ifPresent(before -> {
          for (String target : StaleVolumes.between(before, image, spec, full)) {
            String text = "the anonymous volume at " + target + " keeps the old image's files";
            events.on(Event.warning("Container " + old.name(), text + "; up -V renews it"));
          }
        });
    return full;
  }

  /** A restart is an event of its own, after the start. */
  private void restarted(PlanNode node) {
    if (node.operation() instanceof StartContainer(_, var name)
        && node.change().verb() == Change.Verb.RESTART) {
      engine
          .containers()
          .find(name)
          .ifPresent(container -> engine.containers().tell(container, "restart"));
    }
  }

  private void start(String service, String name) {
    Container container = container(name);
    if (container.state().status().isAlive()) {
      return;
    }
    if (project != null && project.services().containsKey(service)) {
      project.service(service).files().forEach(grant -> engine.fileOf(project, grant));
    }
    engine.containers().start(container);
    for (Hook hook : hooks(service, true)) {
      engine.hooks().run(container, hook, "post_start");
    }
  }

  private CompletableFuture<?> stop(String service, String name, @Nullable Long timeoutMillis) {
    Container container = container(name);
    if (container.isRunning()) {
      for (Hook hook : hooks(service, false)) {
        engine.hooks().run(container, hook, "pre_stop");
      }
    }
    Duration grace = timeoutMillis == null ? null : Duration.ofMillis(timeoutMillis);
    return engine
        .containers()
        .stop(container, grace)
        .thenAccept(stopped -> tell(container, stopped));
  }

  private void tell(Container container, Stopped stopped) {
    if (stopped.usedGrace() && !stopped.grace().isZero()) {
      events.on(
          new Event(
              "Container " + container.name(),
              Event.State.WORKING,
              "Stopping",
              "used its whole grace time of " + stopped.grace().toSeconds() + " s and was killed"));
    }
  }

  private void remove(String name, boolean anonymousVolumes) {
    Optional<Container> container = engine.containers().find(name);
    container.ifPresent(found -> engine.containers().remove(found, true, anonymousVolumes));
  }

  private CompletableFuture<?> await(WaitFor wait) {
    List<Container> all = engine.observer().ofService(projectName, wait.service()).toList();
    return new DependencyWait(engine, wait, events).all(all);
  }

  /** One that won't get ready has not replaced anything yet, and goes. */
  private CompletableFuture<?> ready(String name) {
    Container container = container(name);
    var ready = engine.readiness(container);
    var end =
        ready.handle((word, error) -> {
          if (error == null) {
            return word;
          }
          engine.containers().remove(container, true, false);
          throw new JstackException(
              "the old container stays, as the new one doesn't get ready: " + message(error));
        });
    var _ =
        end.whenComplete((_, error) -> {
          if (error instanceof CancellationException) {
            ready.cancel(true);
            engine.containers().remove(container, true, false);
          }
        });
    return end;
  }

  private List<Hook> hooks(String service, boolean start) {
    if (project == null || !project.services().containsKey(service)) {
      return List.of();
    }
    var lifecycle = project.service(service).lifecycle();
    return start ? lifecycle.postStart() : lifecycle.preStop();
  }

  private Container container(String name) {
    return engine.containers().require(name);
  }

  private Project project() {
    if (project == null) {
      throw new IllegalStateException("the plan needs the Compose file of " + projectName);
    }
    return project;
  }
}
