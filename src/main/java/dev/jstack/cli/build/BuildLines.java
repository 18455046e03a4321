package dev.jstack.cli.build;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.build.BuildEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A build as plain lines, in BuildKit's form: {@code #5 [build 2/4] RUN make}. A step that is told
 * of between another's lines begins with its name again.
 */
final class BuildLines implements BuildDisplay {
  private final PrintStream out;
  private final Map<Integer, String> names = new HashMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private int current;

  BuildLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void on(BuildEvent event) {
    switch (event) {
      case BuildEvent.Started(int step, String name) -> {
        names.put(step, name);
        turnTo(step);
      }
      case BuildEvent.Cached(int step) -> end(step, "CACHED");
      case BuildEvent.Output(int step, _, String text, Duration at) ->
          line(step, seconds(at, "%.3f") + " " + text);
      case BuildEvent.Done(int step, Duration took) ->
          end(step, "DONE " + seconds(took, "%.1f") + "s");
      case BuildEvent.Failed(int step, String error) -> {
        end(step, "ERROR: " + error);
        failed.add(names.getOrDefault(step, ""));
      }
      case BuildEvent.Warned(var problem) -> warnings.add(problem);
      case BuildEvent.Planned _ -> {}
    }
  }

  private void turnTo(int step) {
    if (step == current) {
      return;
    }
    if (current != 0 && !ended.contains(current)) {
      out.println("#" + current + " ...");
    }
    if (current != 0) {
      out.println();
    }
    current = step;
    out.println("#" + step + " " + names.getOrDefault(step, ""));
  }

  private void end(int step, String text) {
    line(step, text);
    ended.add(step);
  }

  private void line(int step, String text) {
    turnTo(step);
    out.println("#" + step + " " + text);
  }

  static String seconds(Duration time, String format) {
    return String.format(Locale.ROOT, format, time.toMillis() / 1000.0);
  }

  @Override
  public synchronized void close() {
    // Any other failure ends the build, and is told at its end.
    failed.stream()
        .filter(name -> name.startsWith("importing "))
        .forEach(name -> out.println("------\n > " + name + ":\n------"));
    print(warnings, out);
  }

  /** Each with its place, as it would be looked up in the file. */
  static void print(List<Problem> warnings, PrintStream out) {
    if (warnings.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        warnings.size() == 1
            ? " 1 warning found (use --check to expand):"
            : " " + warnings.size() + " warnings found (use --check to expand):");
    for (Problem warning : warnings) {
      int line = warning.location().line();
      out.println(" - " + warning.message() + (line > 0 ? " (line " + line + ")" : ""));
    }
  }
}
