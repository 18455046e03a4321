package dev.jstack.runtime.build.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different between the inputs of a step and those it had the last time. */
final class InputChanges {
  private static final int MOST_NAMED = 5;

  private final StepInputs before;
  private final StepInputs now;
  private final List<String> causes = new ArrayList<>();

  private InputChanges(StepInputs before, StepInputs now) {
    this.before = before;
    this.now = now;
  }

  /** In words, the step's own inputs first; empty when nothing is. */
  static List<String> between(StepInputs before, StepInputs now) {
    var changes = new InputChanges(before, now);
    changes.find();
    return changes.causes;
  }

  private void find() {
    instruction();
    var names = new TreeSet<>(before.values().keySet());
    names.addAll(now.values().keySet());
    names.remove(StepInputs.INSTRUCTION);
    names.remove(StepInputs.PARENT);
    names.forEach(this::value);
    files();
    if (isChanged(StepInputs.PARENT)) {
      causes.add(
          before.parent().equals(now.parent())
              ? now.parent() + " changed"
              : "it stood on " + before.parent() + ", and now on " + now.parent());
    }
  }

  private void instruction() {
    if (isChanged(StepInputs.INSTRUCTION)) {
      causes.add(
          "instruction changed: \""
              + before.values().get(StepInputs.INSTRUCTION)
              + "\" → \""
              + now.values().get(StepInputs.INSTRUCTION)
              + "\"");
    }
  }

  private boolean isChanged(String name) {
    var value = now.values().get(name);
    return value == null
        ? before.values().containsKey(name)
        : !value.equals(before.values().get(name));
  }

  private void value(String name) {
    if (isChanged(name)) {
      causes.add(name + " " + verb(before.values().get(name), now.values().get(name)));
    }
  }

  private static String verb(@Nullable String before, @Nullable String now) {
    if (before == null) {
      return "added";
    }
    return now == null ? "removed" : "changed";
  }

  private void files() {
    SortedMap<String, String> old = before.files();
    var names = new TreeSet<>(old.keySet());
    names.addAll(now.files().keySet());
    names.removeIf(name -> {
      var value = now.files().get(name);
      return value != null && value.equals(old.get(name));
    });
    names.stream()
        .limit(MOST_NAMED)
        .forEach(name -> causes.add(name + " " + verb(old.get(name), now.files().get(name))));
    if (names.size() > MOST_NAMED) {
      causes.add(names.size() - MOST_NAMED + " more files changed");
    }
  }
}
