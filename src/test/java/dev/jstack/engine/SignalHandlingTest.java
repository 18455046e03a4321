package dev.jstack.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalHandlingTest {
  private static final int TERM = 15;

  @TempDir Path proc;

  @Test
  void aProgramWithoutAHandlerIsDeaf() throws IOException {
    thread(7, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000004000\nSigCgt:\t0000000000000002\n");
    assertThat(new SignalHandling(proc).mayHandle(7, TERM)).isFalse();
  }

  @Test
  void aCaughtSignalIsHandled() throws IOException {
    thread(7, "SigBlk:\t0000000000000000\nSigCgt:\t0000000000004000\n");
    assertThat(new SignalHandling(proc).mayHandle(7, TERM)).isTrue();
  }

  @Test
  void aSignalBlockedByOneThreadMayBeReadByIt() throws IOException {
    thread(7, "SigBlk:\t0000000000000000\nSigCgt:\t0000000000000000\n");
    thread(8, "SigBlk:\t0000000000004000\nSigCgt:\t0000000000000000\n");
    assertThat(new SignalHandling(proc).mayHandle(7, TERM)).isTrue();
  }

  @Test
  void whatCannotBeReadMayBeHandled() {
    assertThat(new SignalHandling(proc).mayHandle(99, TERM)).isTrue();
  }

  private void thread(int id, String status) throws IOException {
    Path directory = Files.createDirectories(proc.resolve("7/task/" + id));
    Files.writeString(directory.resolve("status"), status);
  }
}
