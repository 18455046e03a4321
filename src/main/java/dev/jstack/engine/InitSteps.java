package dev.jstack.engine;

import dev.jstack.compose.model.InitStep;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.registry.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code pre_start}: each step in a container that has the service's networks and mounts and
 * is gone afterwards. Blocks.
 */
final class InitSteps {
  private final Engine engine;
  private final Caller caller;
  private final EventListener events;

  InitSteps(Engine engine, Caller caller, EventListener events) {
    this.engine = engine;
    this.caller = caller;
    this.events = events;
  }

  /**
   * Runs the steps of one container, or with 0 those of all, in order; the first failure ends it.
   */
  void run(Project project, Service service, int number) {
    for (InitStep step : service.lifecycle().preStart()) {
      if (step.perReplica() == number > 0) {
        run(project, service, step);
      }
    }
  }

  private void run(Project project, Service service, InitStep step) {
    if (step.image() != null && engine.images().find(step.image()).isEmpty()) {
      var progress = new TransferProgress("Image " + step.image(), "Pulling", events);
      var _ = engine.images().pull(ImageReference.parse(step.image()), null, caller, progress);
      events.on(Event.done("Image " + step.image(), "Pulled"));
    }
    Container container =
        engine.containers().create(spec(engine.projects().oneOffs().spec(project, service), step));
    try {
      engine.containers().start(container);
      int code = engine.containers().exit(container).get();
      if (code != 0) {
        throw new JstackException(
            "service \"%s\": pre_start exited with status %d%s"
                .formatted(service.name(), code, new LastWords(engine.containers()).of(container)));
      }
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      engine.containers().remove(container, true, true);
    }
  }

  private static ContainerSpec spec(ContainerSpec service, InitStep step) {
    return new ContainerSpec(
        service.name(),
        step.image() == null ? service.image() : step.image(),
        process(service.process(), step),
        isolation(service.isolation(), step.hook().privileged()),
        service.limits(),
        service.mounts(),
        service.network(),
        service.labels(),
        service.restart(),
        null,
        service.stopSignal(),
        service.stopGraceMillis(),
        service.logMaxBytes(),
        service.logMaxFiles());
  }

  /**
   * The step's own settings over the service's; what belongs to another image is not taken over.
   */
  private static ProcessSpec process(ProcessSpec service, InitStep step) {
    ProcessSpec own = step.hook().process();
    boolean same = step.image() == null;
    Map<String, @Nullable String> environment = new LinkedHashMap<>();
    environment.putAll(same ? service.environment() : Map.of());
    environment.putAll(own.environment());
    return new ProcessSpec(
        List.of(),
        own.command(),
        environment,
        own.user() == null && same ? service.user() : own.user(),
        service.groupAdd(),
        own.workingDir() == null && same ? service.workingDir() : own.workingDir(),
        false,
        false,
        service.init());
  }

  private static IsolationSpec isolation(IsolationSpec own, boolean privileged) {
    return own.withPowers(own.privileged() || privileged, own.capAdd(), own.capDrop());
  }
}
