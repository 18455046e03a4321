package dev.jstack.cli.event;

import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import dev.jstack.console.template.Template;
import dev.jstack.engine.event.EngineEvent;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack system events}. */
@Command(
    name = "events",
    description = "Show what happens to containers, images, networks and volumes, as it happens.")
public final class EventsCommand implements ReadOnly {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnnXXX", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  private static final Shape SHAPE =
      Shape.of("status id from Type Action Actor scope time# timeNano#");
  private static final String[] FILTERS = {
    "container", "daemon", "event", "image", "label", "network", "scope", "type", "volume"
  };

  private final Session session;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "NAME=VALUE",
      description =
          "container, event, image, label, network, type or volume; of one name any value will do.")
  private List<String> filters = List.of();

  @Option(names = "--format", paramLabel = "FORMAT", description = "json or a template.")
  private @Nullable String format;

  @Mixin private EventPeriod period = new EventPeriod();

  public EventsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var chosen = new Filters(filters, FILTERS);
    return period.follow(session, event -> matches(chosen, event), printer());
  }

  private Consumer<EngineEvent> printer() {
    if (format == null || format.isEmpty()) {
      return event -> session.out().println(line(event));
    }
    if (format.equals("json")) {
      return event -> session.out().println(Json.write(json(event)));
    }
    Template template = Template.parse(format);
    return event -> session.out().println(template.render(json(event)));
  }

  private static boolean matches(Filters filters, EngineEvent event) {
    return filters.labels(event.attributes())
        && filters.any("type", event.type()::equals)
        && filters.any("event", value -> event.kind().equals(value) || event.action().equals(value))
        && filters.any("scope", "local"::equals)
        && filters.any("daemon", _ -> false)
        && isOf(filters, event, "container")
        && isOf(filters, event, "network")
        && isOf(filters, event, "volume")
        && filters.any("image", value -> isImage(event, value));
  }

  /** By the beginning of its id, or by its name. */
  private static boolean isOf(Filters filters, EngineEvent event, String type) {
    return filters.any(
        type,
        value ->
            event.type().equals(type)
                && (event.id().startsWith(value) || value.equals(event.attributes().get("name"))));
  }

  private static boolean isImage(EngineEvent event, String value) {
    String name =
        event.type().equals("image")
            ? event.attributes().getOrDefault("name", "")
            : event.attributes().getOrDefault("image", "");
    return name.equals(value)
        || name.startsWith(value + ":")
        || (event.type().equals("image") && event.id().equals(value));
  }

  private static String line(EngineEvent event) {
    return "%s %s %s %s (%s)"
        .formatted(
            TIME.format(event.time()),
            event.type(),
            event.action(),
            event.id(),
            event.attributes().entrySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
  }

  /** As docker's API has it. */
  private static Struct json(EngineEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (event.type().equals("container")) {
      json.put("status", event.action());
      json.put("id", event.id());
      json.put("from", event.attributes().getOrDefault("image", ""));
    }
    json.put("Type", event.type());
    json.put("Action", event.action());
    json.put("Actor", new Struct().with("ID", event.id()).with("Attributes", event.attributes()));
    json.put("scope", "local");
    json.put("time", event.time().getEpochSecond());
    json.put("timeNano", ChronoUnit.NANOS.between(Instant.EPOCH, event.time()));
    return SHAPE.struct(json);
  }
}
