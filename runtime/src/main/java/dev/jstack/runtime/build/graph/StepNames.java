package dev.jstack.runtime.build.graph;

import java.util.Locale;

/** What the steps of one stage are called: {@code [build 2/4] RUN make}. */
public final class StepNames {
  private final String label;
  private int total;
  private int index;
  private String last = "";

  public StepNames(StageGraph graph, int stage) {
    this.label = graph.label(stage);
    this.total = graph.steps(stage);
  }

  /** The latest step's. */
  public String last() {
    return last;
  }

  /** There are more steps than the Dockerfile has. */
  public void more(int steps) {
    total += steps;
  }

  public String next(String text) {
    int width = Integer.toString(total).length();
    last = String.format(Locale.ROOT, "[%s%" + width + "d/%d] %s", label, ++index, total, text);
    return last;
  }
}
