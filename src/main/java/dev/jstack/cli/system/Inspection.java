package dev.jstack.cli.system;

import dev.jstack.cli.frame.Errors;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.console.template.Template;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints descriptions: a JSON array, or a template for each. */
final class Inspection {
  private final Session session;
  private final @Nullable String format;

  Inspection(Session session, @Nullable String format) {
    this.session = session;
    this.format = format;
  }

  /** The exit code: 1 if any name was of no {@code kind}; the others are shown all the same. */
  int run(List<String> names, String kind, Function<String, Optional<Map<String, Object>>> finder) {
    List<Map<String, Object>> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      finder.apply(name).ifPresentOrElse(found::add, () -> unknown.add(name));
    }
    print(found);
    unknown.forEach(name -> new Errors(session).report(new NotFoundException(kind, name)));
    return unknown.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void print(List<Map<String, Object>> found) {
    if (format == null || format.isEmpty()) {
      session.out().println(found.isEmpty() ? "[]" : Json.pretty(found));
    } else if (format.equals("json")) {
      session.out().println(Json.write(found));
    } else {
      Template template = Template.parse(format);
      found.forEach(one -> session.out().println(template.render(one)));
    }
  }
}
