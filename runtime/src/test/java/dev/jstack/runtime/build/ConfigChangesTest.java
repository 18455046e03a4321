package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.image.RunConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigChangesTest {
  private static final RunConfig BEFORE =
      RunConfig.EMPTY.withEnv(List.of("A=1")).withWorkingDir("/srv").withCmd(List.of("old"));

  @Test
  void instructionsChangeTheConfigInOrder() {
    var run =
        ConfigChanges.apply(
            BEFORE,
            List.of(
                "ENV B=${A}2 C=\"x y\"",
                "WORKDIR app",
                "EXPOSE 80",
                "LABEL k=v",
                "USER www",
                "VOLUME /data",
                "entrypoint [\"sh\", \"-c\"]",
                "STOPSIGNAL SIGINT"));

    assertThat(run.env()).containsExactly("A=1", "B=12", "C=x y");
    assertThat(run.workingDir()).isEqualTo("/srv/app");
    assertThat(run.exposedPorts()).containsExactly("80/tcp");
    assertThat(run.labels()).isEqualTo(Map.of("k", "v"));
    assertThat(run.user()).isEqualTo("www");
    assertThat(run.volumes()).containsExactly("/data");
    assertThat(run.entrypoint()).containsExactly("sh", "-c");
    assertThat(run.cmd()).isNull();
    assertThat(run.stopSignal()).isEqualTo("SIGINT");
  }

  @Test
  void aCommandMayBeALineForTheShell() {
    assertThat(ConfigChanges.apply(BEFORE, List.of("CMD echo hi")).cmd())
        .containsExactly("/bin/sh", "-c", "echo hi");
  }

  @Test
  void withoutChangesAllStays() {
    assertThat(ConfigChanges.apply(BEFORE, List.of())).isEqualTo(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUN true", "COPY a b", "FROM x", "ARG a", "SHELL [\"x\"]"})
  void whatNeedsABuildIsRefused(String change) {
    assertThatThrownBy(() -> ConfigChanges.apply(BEFORE, List.of(change)))
        .hasMessageContaining("is not a valid change command");
  }

  @Test
  void whatIsNoInstructionIsRefused() {
    assertThatThrownBy(() -> ConfigChanges.apply(BEFORE, List.of("NONSENSE x")))
        .hasMessageContaining("NONSENSE");
  }
}
