package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.dockerfile.Dockerfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTextTest {
  private static String text(String line) {
    var file = Dockerfile.parse("FROM scratch\n" + line + "\n", "Dockerfile");
    var instruction = file.stages().getFirst().instructions().getFirst();
    return StepText.of(instruction, Map.of("A", "1", "PATH", "/bin", "ODD", "$A\\"));
  }

  @Test
  void plainVariablesHaveTheirValues() {
    assertThat(text("RUN echo $A ${A}b \"$PATH\" '$A' $ODD"))
        .isEqualTo("RUN echo 1 1b \"/bin\" '1' $A\\");
  }

  @Test
  void whatIsNotPlainIsLeftAsItIs() {
    assertThat(text("RUN echo \\$A $NOPE $1 $@ ${A:-x} $$"))
        .isEqualTo("RUN echo \\$A $NOPE $1 $@ ${A:-x} $$");
  }

  @Test
  void verbsAreShownInCapitals() {
    assertThat(text("workdir /x/$A")).isEqualTo("WORKDIR /x/1");
  }

  @Test
  void aScriptShowsItsFirstLine() {
    assertThat(text("RUN <<EOF\n\necho $A\nmore\nEOF")).isEqualTo("RUN <<EOF (echo $A...)");
    assertThat(text("RUN <<EOF\nonly\nEOF")).isEqualTo("RUN <<EOF (only)");
    assertThat(text("RUN cat <<EOF\nonly\nEOF")).isEqualTo("RUN cat <<EOF");
  }
}
