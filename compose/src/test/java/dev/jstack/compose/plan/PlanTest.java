package dev.jstack.compose.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.compose.load.Golden;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.model.Project;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code plan/x.yaml} is to be brought up where {@code x.before.yml} (if there is one) runs; the
 * plan reads as {@code x.plan}. The first line may give options: {@code # up: --scale web=3 web}.
 */
class PlanTest {
  static List<String> cases() {
    return Golden.cases("plan");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void planReadsAsExpected(String name) {
    World world = world(name);
    Plan plan = Reconciler.plan(project(name + ".yaml"), world.observe(), options(name));
    String warnings =
        plan.warnings().stream().map(w -> "warning: " + w + "\n").collect(Collectors.joining());
    Golden.check("plan", name + ".plan", plan.summary() + "\n" + plan + warnings);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onceCarriedOutThereIsNothingToDo(String name) {
    World world = world(name);
    Project project = project(name + ".yaml");
    world.up(project, options(name));
    assertThat(Reconciler.plan(project, world.observe(), again(name)).toString()).isEmpty();
  }

  @Test
  void containersThatOtherFilesMadeAreToldByTheirOwner() {
    var world = new World();
    world.up(project("orphans.before.yml"), UpOptions.defaults());
    Plan plan = Reconciler.plan(project("orphans.yaml"), world.observe(), UpOptions.defaults());
    assertThat(plan.warnings())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("[p-db-1]", "belong to", "/orphans.before.yml");
  }

  /** The same command without what always changes something. */
  private static UpOptions again(String name) {
    UpOptions options = options(name).withBuilds(UpOptions.Builds.CHANGED);
    boolean never = options.recreation().services() == UpOptions.Mode.NEVER;
    return never ? options : options.withRecreation(UpOptions.defaults().recreation());
  }

  private static World world(String name) {
    World world = new World();
    world.volume("outside");
    world.network("shared");
    if (Files.exists(Golden.file("plan", name + ".before.yml"))) {
      world.up(earlier(name), UpOptions.defaults());
    }
    return world;
  }

  /** What {@code name.yaml} said before it was edited. */
  private static Project earlier(String name) {
    Project before = project(name + ".before.yml");
    return new Project(
        before.name(),
        before.separator(),
        before.directory(),
        project(name + ".yaml").files(),
        before.environmentFiles(),
        before.services(),
        before.disabled(),
        before.networks(),
        before.volumes(),
        before.configs(),
        before.secrets(),
        before.digests());
  }

  private static Project project(String file) {
    return ProjectLoader.load(Golden.request("plan", file)).project();
  }

  private static UpOptions options(String name) {
    String first = Golden.read(Golden.file("plan", name + ".yaml")).lines().findFirst().orElse("");
    return first.startsWith("# up:") ? UpLine.parse(first.substring(5)) : UpOptions.defaults();
  }
}
