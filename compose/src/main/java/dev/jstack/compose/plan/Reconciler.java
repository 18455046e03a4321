package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;

/** Decides what {@code up} has to do. A pure function: no files, no processes, no clock. */
public final class Reconciler {
  private Reconciler() {}

  /**
   * Everything, images first. As an image's id is known only when it is built, {@code up} runs
   * {@link #images} first, observes again, and plans again; {@code plan} prints this.
   *
   * @throws dev.jstack.runtime.JstackException if an external network or volume is missing, or an
   *     image that must not be built
   */
  public static Plan plan(Project project, ObservedState observed, UpOptions options) {
    PlanBuilder plan = new PlanBuilder();
    Selected selected = Selected.of(project, options.selection());
    ImageSteps images = new ImageSteps(project, observed, options, plan);
    images.add(selected);
    ResourceSteps resources =
        new ResourceSteps(project, observed, options.recreation().volumes(), plan);
    resources.examine(selected);
    Divergence divergence = new Divergence(project, observed, images, resources);
    var decisions = new Decisions(project, observed, options, selected, divergence).all();
    resources.create();
    Orphans.add(project, observed, options, plan);
    new ContainerSteps(plan, options, images, resources, decisions).add();
    return plan.build();
  }

  /** Only the images that have to be built or fetched. */
  public static Plan images(Project project, ObservedState observed, UpOptions options) {
    PlanBuilder plan = new PlanBuilder();
    new ImageSteps(project, observed, options, plan).add(Selected.of(project, options.selection()));
    return plan.build();
  }
}
