package dev.jstack.cli;

import dev.jstack.runtime.build.BuildEvent;
import dev.jstack.runtime.build.BuildListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A build as plain lines, in BuildKit's form: {@code #5 [build 2/4] RUN make}. */
final class BuildLines implements BuildListener {
  private final PrintStream out;

  BuildLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void on(BuildEvent event) {
    switch (event) {
      case BuildEvent.Started(int step, String name) -> line(step, name);
      case BuildEvent.Cached(int step) -> line(step, "CACHED");
      case BuildEvent.Output(int step, _, String text, Duration at) ->
          line(step, seconds(at, "%.3f") + " " + text);
      case BuildEvent.Done(int step, Duration took) ->
          line(step, "DONE " + seconds(took, "%.1f") + "s");
      case BuildEvent.Failed(int step, String error) -> line(step, "ERROR: " + error);
      case BuildEvent.Warned(var problem) -> out.println("WARNING: " + problem);
      case BuildEvent.Planned _ -> {}
    }
  }

  private synchronized void line(int step, String text) {
    out.println("#" + step + " " + text);
  }

  private static String seconds(Duration time, String format) {
    return String.format(Locale.ROOT, format, time.toMillis() / 1000.0);
  }
}
