package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Pipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardianTest {
  @TempDir private Path directory;

  private final Pipe lifeline = Pipe.open(0);

  private ExitRecord end(Runnable of) {
    var log = directory.resolve("log").toString();
    try (var file = Fd.open(log, Fd.O_WRONLY | Fd.O_CREAT | Fd.O_APPEND, 0600)) {
      int pid =
          Guardian.spawn(
              lifeline.reader(), List.of("/bin/sh", "-c", "echo $A; exit 9"), List.of("A=b"), file);
      of.run();
      try (var guardian = Pidfd.open(pid).orElseThrow()) {
        return await()
            .until(() -> Pidfd.reap(guardian, true), r -> r.isPresent())
            .map(ExitRecord::of)
            .orElseThrow();
      }
    }
  }

  @Test
  void theEnginesDeathStartsItAgain() {
    assertThat(end(lifeline.writer()::close).exitCode()).isEqualTo(9);
    assertThat(directory.resolve("log")).hasContent("b\n");
  }

  @Test
  void anOrderlyEndEndsIt() {
    assertThat(end(() -> new FileOutput(lifeline.writer()).write(1)).exitCode()).isZero();
    assertThat(directory.resolve("log")).isEmptyFile();
  }
}
