package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulationTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");

  @TempDir Path interpreters;

  @Test
  void programsOfThisMachineAndOfItsSmallerSiblingRun() {
    assertThatCode(() -> Emulation.require(AMD64, AMD64, interpreters)).doesNotThrowAnyException();
    assertThatCode(() -> Emulation.require(Platform.parse("linux/386"), AMD64, interpreters))
        .doesNotThrowAnyException();
  }

  @Test
  void othersRunWhereTheKernelHasAnInterpreter() throws IOException {
    var arm = Platform.parse("linux/arm64");
    assertThatThrownBy(() -> Emulation.require(arm, AMD64, interpreters))
        .hasMessage("cannot run programs for linux/arm64 on this machine, which is linux/amd64");
    Files.createFile(interpreters.resolve("qemu-aarch64"));
    assertThatCode(() -> Emulation.require(arm, AMD64, interpreters)).doesNotThrowAnyException();
  }
}
