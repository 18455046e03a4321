package dev.jstack.cli.project;

import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.plan.Labels;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.ContainerChange;
import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.json.Json;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose events}. */
@Command(name = "events", description = "Show what happens to containers, as it happens.")
public final class EventsCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final Session session;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public EventsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var access = new ProjectAccess(session);
    Target target = access.named() ? access.target() : null;
    BlockingQueue<ContainerChange> queue = new LinkedBlockingQueue<>(10_000);
    try (var _ =
        session.engine().containers().changes().listen(change -> offer(queue, change, target))) {
      while (true) {
        print(queue.take());
        session.out().flush();
      }
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    }
  }

  private void offer(
      BlockingQueue<ContainerChange> queue, ContainerChange change, @Nullable Target target) {
    Container container = change.container();
    boolean ours = target == null || target.name().equals(container.labels().get(Labels.PROJECT));
    boolean chosen = services.isEmpty() || services.contains(ServiceContainers.service(container));
    if (ours && chosen && change.kind() != Kind.PROBE) {
      // A reader that has stopped loses events, and holds up nobody.
      var _ = queue.offer(change);
    }
  }

  private void print(ContainerChange change) {
    Container container = change.container();
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("image", container.spec().image());
    attributes.put("name", container.name());
    if (change.kind() == Kind.DIE) {
      attributes.put("exitCode", String.valueOf(container.state().exitCode()));
    }
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("time", change.time().toString());
      line.put("type", "container");
      line.put("action", action(change));
      line.put("id", container.id());
      line.put("service", ServiceContainers.service(container));
      line.put("attributes", attributes);
      session.out().println(Json.write(line));
    } else {
      session
          .out()
          .println(
              TIME.format(change.time())
                  + " container "
                  + action(change)
                  + " "
                  + container.id()
                  + " ("
                  + attributes.entrySet().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(", "))
                  + ")");
    }
  }

  private String action(ContainerChange change) {
    return change.kind() == Kind.HEALTH
        ? "health_status: "
            + session
                .engine()
                .containers()
                .health(change.container())
                .map(report -> report.status().toString())
                .orElse("none")
        : change.kind().toString();
  }
}
