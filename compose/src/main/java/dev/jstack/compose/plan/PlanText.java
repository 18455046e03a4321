package dev.jstack.compose.plan;

import java.util.List;
import java.util.Map;

/** How a plan reads. */
final class PlanText {
  private PlanText() {}

  /** {@code Container p-web-1 recreate environment.X: "a" → "b"}, columns aligned. */
  static String summary(Plan plan) {
    if (plan.isEmpty()) {
      return "nothing to do\n";
    }
    List<Change> changes = plan.changes();
    int resource = changes.stream().mapToInt(c -> c.resource().length()).max().orElse(0);
    int verb = changes.stream().mapToInt(c -> c.verb().toString().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Change change : changes) {
      String head = pad(change.resource(), resource) + "  " + pad(change.verb().toString(), verb);
      String rest = "\n" + " ".repeat(head.length() + 2);
      text.append((head + "  " + String.join(rest, change.reasons())).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  static Map<String, Object> json(Change change) {
    return Map.of(
        "resource", change.resource(),
        "service", change.service(),
        "action", change.verb().toString(),
        "reasons", change.reasons());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
