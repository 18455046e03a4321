package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class LauncherTest {
  private final Launcher launcher = new Launcher();
  private final HostRoot root = new HostRoot();
  private final Fd nothing = Fd.open("/dev/null", Fd.O_RDWR);
  private Pipe output = Pipe.open(0);
  private Starts starts = new Starts(root.tree(), new Stdio.Streams(nothing, nothing, nothing));

  @BeforeEach
  void connect() {
    starts = new Starts(root.tree(), new Stdio.Streams(nothing, output.writer(), output.writer()));
  }

  @AfterEach
  void close() {
    launcher.close();
    output.close();
    root.close();
    nothing.close();
  }

  private ExitRecord run(LaunchRequest request) {
    try (var process = launcher.start(request)) {
      Poll.readable(List.of(process.pidfd()), 10_000);
      return process.await();
    }
  }

  private byte[] bytes() {
    try (var in = new FileInput(output.reader())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String output() {
    output.writer().close();
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void exitCodeOfTheProgramIsItsOwn() {
    assertThat(run(starts.sh("exit 42").request()).exitCode()).isEqualTo(42);
  }

  @Test
  void theProgramIsPid1WithItsOwnHostName() {
    run(starts.sh("echo $$ $(hostname)").request());

    assertThat(output()).isEqualTo("1 box\n");
  }
}
