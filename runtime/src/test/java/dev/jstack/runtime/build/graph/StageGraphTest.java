package dev.jstack.runtime.build.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.build.graph.StageGraph.Origin;
import dev.jstack.runtime.build.request.BuildArguments;
import dev.jstack.runtime.dockerfile.Dockerfile;
import dev.jstack.runtime.dockerfile.ShellLexer;
import dev.jstack.runtime.image.Platform;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageGraphTest {
  private static StageGraph graph(String text, @Nullable String target) {
    return graph(text, target, Map.of());
  }

  private static StageGraph graph(String text, @Nullable String target, Map<String, String> args) {
    var dockerfile = Dockerfile.parse(text, "Dockerfile");
    var arguments = new BuildArguments(args, new Platform("linux", "amd64", ""), target);
    dockerfile.globals().forEach(arg -> arguments.declareGlobal(arg, new ShellLexer('\\')));
    return new StageGraph(dockerfile, arguments, target, "ctx"::equalsIgnoreCase);
  }

  @Test
  void onlyWhatTheTargetNeedsIsBuilt() {
    var graph =
        graph(
            """
            FROM a AS one
            FROM b AS two
            FROM c AS three
            COPY --from=one x x
            RUN --mount=from=0,target=/y z
            FROM three
            """,
            null);
    assertThat(graph.needed()).containsExactly(0, 2, 3);
    assertThat(graph.needs(2)).containsExactly(0);
    assertThat(graph(graph.dockerfile().lines().get(0) + "\nFROM x AS y\n", "ONE").needed())
        .containsExactly(0);
  }

  @Test
  void namesAreContextsThenStagesThenImages() {
    var graph = graph("FROM a AS ctx\nFROM b AS c\nFROM d\nCOPY --from=ctx x x\n", null);
    assertThat(graph.from("ctx", 2)).isEqualTo(new Origin.Context("ctx"));
    assertThat(graph.from("0", 2)).isEqualTo(new Origin.Context("ctx"));
    assertThat(graph.from("C", 2)).isEqualTo(new Origin.OfStage(1));
    assertThat(graph.needed()).containsExactly(2);
    assertThat(graph.from("busybox", 1)).isEqualTo(new Origin.Image("busybox"));
    assertThat(graph("FROM ctx\n", null).base(0)).isEqualTo(new Origin.Context("ctx"));
    assertThat(graph("FROM scratch\n", null).base(0)).isEqualTo(new Origin.Scratch());
  }

  @Test
  void argumentsBeforeTheFirstStageChooseBases() {
    var text = "ARG TAG=1\nARG NAME=base:${TAG}-$TARGETARCH\nFROM $NAME\n";
    assertThat(graph(text, null).base(0)).isEqualTo(new Origin.Image("base:1-amd64"));
    assertThat(graph(text, null, Map.of("TAG", "2")).base(0))
        .isEqualTo(new Origin.Image("base:2-amd64"));
  }

  @Test
  void stepsAreCountedAsBuildKitDoes() {
    var graph = graph("FROM a AS x\nENV a=b\nRUN b\nWORKDIR /c\nFROM x\nCOPY d d\n", null);
    assertThat(graph.steps(0)).isEqualTo(3);
    assertThat(graph.steps(1)).isEqualTo(1);
    assertThat(new StepNames(graph, 0).next("FROM a")).isEqualTo("[x 1/3] FROM a");
    assertThat(new StepNames(graph, 1).next("COPY d d")).isEqualTo("[stage-1 1/1] COPY d d");
  }

  @Test
  void faultsHaveTheirPlace() {
    assertThatThrownBy(() -> graph("FROM a AS me\nCOPY --from=me x x\n", null))
        .hasMessage("Dockerfile:2:1: circular dependency detected on stage: me");
    assertThatThrownBy(() -> graph("ARG X\nFROM $X\n", null))
        .hasMessage("Dockerfile:2:1: base name ($X) should not be blank");
    assertThatThrownBy(() -> graph("FROM a\n", "b"))
        .hasMessage("target stage \"b\" could not be found");
    assertThatThrownBy(() -> graph("FROM a\nCOPY --from=3 x x\n", null))
        .hasMessageContaining("invalid from flag value 3");
  }
}
