package dev.jstack.cli.container;

import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.console.LogPrinter;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.output.LogLine;
import dev.jstack.runtime.container.output.StdStream;
import dev.jstack.runtime.json.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Containers' lines as the user wants them: those that match, as text or as JSON. */
public final class LogOutput {
  private final LogPrinter printer;
  private final Predicate<LogLine> filter;
  private final @Nullable PrintStream json;

  /** Every line, as text. */
  public LogOutput(LogPrinter printer) {
    this.printer = printer;
    this.filter = _ -> true;
    this.json = null;
  }

  public LogOutput(LogPrinter printer, LogOptions options, PrintStream out) {
    this.printer = printer;
    this.filter = options.filter();
    this.json = options.json ? out : null;
  }

  public void print(Container container, LogLine line) {
    if (!filter.test(line)) {
      return;
    }
    if (json == null) {
      String name = ServiceContainers.shortName(container);
      printer.line(name, line.time().toString(), line.bytes());
    } else {
      json.print(json(container, line) + "\n");
    }
  }

  /** That a container ended; in JSON there are lines only. */
  public void note(Container container, String text) {
    if (json == null) {
      printer.note(ServiceContainers.shortName(container), text);
    }
  }

  /** {@code {"time":…,"container":…,"service":…,"stream":"stdout","message":…}}. */
  static String json(Container container, LogLine line) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("time", line.time().toString());
    object.put("container", container.name());
    String service = ServiceContainers.service(container);
    if (!service.isEmpty()) {
      object.put("service", service);
    }
    object.put("stream", line.stream() == StdStream.STDOUT ? "stdout" : "stderr");
    object.put("message", line.text());
    return Json.write(object);
  }
}
