package dev.jstack.cli.project;

import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits until services run, are healthy, or have done their job ({@code --wait}). */
final class Readiness {
  private final Session session;
  private final EventListener events;

  Readiness(Session session, EventListener events) {
    this.session = session;
    this.events = events;
  }

  /** Fails when a container can't get ready any more, or not in time. */
  void await(Project project, List<String> services, @Nullable Duration timeout) {
    Engine engine = session.engine();
    List<Container> containers =
        new ServiceContainers(session)
            .meant(new ProjectAccess.Target(project.name(), project), services);
    CompletableFuture<?>[] each =
        containers.stream()
            .map(container ->
                engine
                    .readiness(container)
                    .thenAccept(word -> events.on(Event.done(resource(container), word))))
            .toArray(CompletableFuture[]::new);
    try {
      if (timeout == null) {
        CompletableFuture.allOf(each).get();
      } else {
        CompletableFuture.allOf(each).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      throw new JstackException("application not healthy after " + seconds(timeout), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    }
  }

  private static String seconds(@Nullable Duration time) {
    return time == null ? "" : time.toSeconds() + "s";
  }

  private static String resource(Container container) {
    return "Container " + container.name();
  }
}
