package dev.jstack.console;

import dev.jstack.runtime.Event;
import dev.jstack.runtime.json.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One JSON object per event: {@code {"id":"Container p-db-1","status":"Done","text":"Started"}}.
 */
final class JsonProgress implements Progress {
  private final PrintStream err;

  JsonProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void on(Event event) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", event.resource());
    object.put("status", status(event.state()));
    object.put("text", event.text());
    if (event.detail() != null) {
      object.put("details", event.detail());
    }
    err.print(Json.write(object) + "\n");
  }

  @Override
  public void close() {}

  private static String status(Event.State state) {
    return switch (state) {
      case WORKING -> "Working";
      case DONE -> "Done";
      case WARNING -> "Warning";
      case ERROR -> "Error";
    };
  }
}
