package dev.jstack.cli.event;

import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.plan.Labels;
import dev.jstack.engine.event.EngineEvent;
import dev.jstack.runtime.json.Json;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose events}. */
@Command(
    name = "events",
    description = "Show what happens to a project's containers, as it happens.")
public final class ServiceEventsCommand implements ReadOnly {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  private static final String COMPOSE = "com.docker.compose.";

  private final Session session;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Mixin private EventPeriod period = new EventPeriod();

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public ServiceEventsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var project = new ProjectAccess(session).target().name();
    return period.follow(session, event -> isOurs(event, project), this::print);
  }

  private boolean isOurs(EngineEvent event, String project) {
    return event.type().equals("container")
        && project.equals(event.attributes().get(Labels.PROJECT))
        && (services.isEmpty() || services.contains(service(event)));
  }

  private static String service(EngineEvent event) {
    return event.attributes().getOrDefault(Labels.SERVICE, "");
  }

  private void print(EngineEvent event) {
    Map<String, String> attributes = new TreeMap<>(event.attributes());
    attributes.keySet().removeIf(name -> name.startsWith(COMPOSE));
    session.out().println(json ? json(event, attributes) : line(event, attributes));
  }

  private static String line(EngineEvent event, Map<String, String> attributes) {
    return "%s container %s %s (%s)"
        .formatted(
            TIME.format(event.time()),
            event.action(),
            event.id(),
            attributes.entrySet().stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static String json(EngineEvent event, Map<String, String> attributes) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("action", event.action());
    line.put("attributes", attributes);
    line.put("id", event.id());
    line.put("service", service(event));
    line.put("time", event.time().toString());
    line.put("type", event.type());
    return Json.write(line);
  }
}
