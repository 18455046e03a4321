package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.image.RunConfig;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessPlanTest {
  private static final AccountFiles NOBODY = AccountFiles.of("", "");
  private static final RunConfig IMAGE =
      RunConfig.EMPTY
          .withEntrypoint(List.of("/entry"))
          .withCmd(List.of("a", "b"))
          .withEnv(List.of("PATH=/bin", "LANG=C"))
          .withWorkingDir("/srv");

  private static ProcessSpec spec(
      @Nullable List<String> entrypoint,
      @Nullable List<String> command,
      Map<String, @Nullable String> environment,
      @Nullable String workingDir,
      boolean tty) {
    return new ProcessSpec(
        entrypoint, command, environment, null, List.of(), workingDir, tty, false, false);
  }

  private static ProcessPlan plan(ProcessSpec spec, RunConfig image) {
    return ProcessPlan.of(spec, image, "box", NOBODY);
  }

  @Test
  void theImagesEntrypointGetsTheImagesCommand() {
    assertThat(plan(ProcessSpec.ofImage(), IMAGE).argv()).containsExactly("/entry", "a", "b");
  }

  @Test
  void aCommandReplacesTheImagesCommandOnly() {
    assertThat(plan(ProcessSpec.of(List.of("c")), IMAGE).argv()).containsExactly("/entry", "c");
  }

  @Test
  void anEntrypointDropsTheImagesCommand() {
    var spec = spec(List.of("x"), null, Map.of(), null, false);
    assertThat(plan(spec, IMAGE).argv()).containsExactly("x");
  }

  @Test
  void anEmptyEntrypointLeavesTheCommandAlone() {
    var spec = spec(List.of(""), List.of("c"), Map.of(), null, false);
    assertThat(plan(spec, IMAGE).argv()).containsExactly("c");
  }

  @Test
  void nothingToRunIsAnError() {
    assertThatThrownBy(() -> plan(ProcessSpec.ofImage(), RunConfig.EMPTY))
        .hasMessageContaining("no command specified");
  }

  @Test
  void theLastValueOfAVariableWinsAndNullRemovesIt() {
    var changes = new LinkedHashMap<String, @Nullable String>();
    changes.put("LANG", null);
    changes.put("MINE", "1=2");
    assertThat(plan(spec(null, null, changes, null, false), IMAGE).environment())
        .containsExactly("PATH=/bin", "HOSTNAME=box", "MINE=1=2", "HOME=/");
  }

  @Test
  void aTerminalHasAKind() {
    assertThat(plan(spec(null, null, new HashMap<>(), null, true), IMAGE).environment())
        .contains("TERM=xterm");
  }

  @Test
  void aRelativeDirectoryStartsAtTheImages() {
    assertThat(plan(spec(null, null, Map.of(), "sub/../x/", false), IMAGE).workingDir())
        .isEqualTo("/srv/x");
    assertThat(plan(spec(null, null, Map.of(), "/../y", false), IMAGE).workingDir())
        .isEqualTo("/y");
  }

  @Test
  void anExecAddsToTheContainersEnvironmentAndDirectory() {
    var container = spec(null, null, Map.of("A", "1", "B", "1"), "in", false);
    var exec = spec(null, List.of("ls"), Map.of("B", "2"), null, true);
    var plan = ProcessPlan.ofExec(exec, container, IMAGE, "box", NOBODY);
    assertThat(plan.argv()).containsExactly("ls");
    assertThat(plan.workingDir()).isEqualTo("/srv/in");
    assertThat(plan.environment()).contains("A=1", "B=2", "TERM=xterm", "LANG=C");
  }

  @Test
  void anExecIsInTheGroupsThatWereAddedToTheContainer() {
    var container =
        new ProcessSpec(null, List.of("c"), Map.of(), "5", List.of("7"), null, false, false, false);
    var exec = spec(null, List.of("id"), Map.of(), null, false);
    var plan = ProcessPlan.ofExec(exec, container, IMAGE, "box", NOBODY);
    assertThat(plan.identity().groups()).contains(7L);
  }
}
