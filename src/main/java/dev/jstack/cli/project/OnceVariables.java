package dev.jstack.cli.project;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Labels;
import dev.jstack.console.Invocation;
import dev.jstack.runtime.JstackException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Variables for one {@code up}: {@code -e web:LEVEL=debug}. The next plan shows them as drift. */
final class OnceVariables {
  private OnceVariables() {}

  static Project apply(Project project, List<String> texts, Invocation invocation) {
    Map<String, Map<String, String>> given = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      int colon = text.indexOf(':');
      if (colon < 1 || (equals >= 0 && equals < colon)) {
        throw new JstackException(
            "-e \"" + text + "\" names no service", "write it like -e web:" + text, null);
      }
      String name = text.substring(colon + 1, equals < 0 ? text.length() : equals);
      String value = equals < 0 ? own(name, invocation) : text.substring(equals + 1);
      given.computeIfAbsent(text.substring(0, colon), _ -> new TreeMap<>()).put(name, value);
    }
    Project result = project;
    for (var entry : given.entrySet()) {
      Service service = result.service(entry.getKey());
      String names = String.join(",", entry.getValue().keySet());
      result = result.with(service.with(entry.getValue(), Labels.ONCE, names));
    }
    return result;
  }

  private static String own(String name, Invocation invocation) {
    @Nullable String value = invocation.environment().get(name);
    if (value == null) {
      throw new JstackException("-e " + name + ": your environment has no such variable");
    }
    return value;
  }
}
