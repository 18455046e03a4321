package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;

/** Decides what {@code up} has to do. A pure function: no files, no processes, no clock. */
@SuppressWarnings("DoNotCallSuggester")
public final class Reconciler {
  private Reconciler() {}

  /**
   * Everything, images first. As an image's id is known only when it is built, {@code up} runs
   * {@link #images} first, observes again, and plans again; {@code plan} prints this.
   */
  public static Plan plan(Project project, ObservedState observed, UpOptions options) {
    throw new UnsupportedOperationException("plan " + project.name());
  }

  /** Only the images that have to be built or fetched. */
  public static Plan images(Project project, ObservedState observed, UpOptions options) {
    throw new UnsupportedOperationException("images of " + project.name());
  }
}
