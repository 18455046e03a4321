package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class JoinTest {
  private final Box container = new Box();
  private final Box box = new Box();
  private Launched first = null;

  @BeforeEach
  void start() {
    container.starts.argv("sleep", "60");
    first = container.launcher.start(container.starts.request());
    box.starts.join = first.pidfd();
  }

  @AfterEach
  void end() {
    Pidfd.signal(first.pidfd(), Signal.KILL);
    first.await();
    first.close();
    container.close();
    box.close();
  }

  @Test
  void theProcessSeesTheContainer() {
    box.starts.sh("hostname; cat /proc/1/comm; ls /proc/self/fd | tr '\\n' ' '");

    assertThat(box.run().exitCode()).isZero();
    assertThat(box.output()).isEqualTo("box\nsleep\n0 1 2 3 ");
  }

  @Test
  void theDefaultFilterLetsItJoin() {
    box.starts.privileges =
        new Privileges(
            CapabilitySet.DEFAULT, false, SeccompFilter.dockerDefault(CapabilitySet.DEFAULT));
    box.starts.sh("exit 3");

    assertThat(box.run().exitCode()).isEqualTo(3);
  }

  @Test
  void itsNullDeviceIsNotTheHosts() {
    box.starts.sh("chmod 600 /proc/self/fd/0; stat -L -c %t:%T:%a /proc/self/fd/0");
    box.run();

    assertThat(box.output()).isEqualTo("1:3:600\n");
    assertThat(Files.isWritable(Path.of("/dev/null"))).isTrue();
  }

  @Test
  void aMissingDirectoryIsNamed() {
    box.starts.workingDir = "/nowhere";

    var failure = catchThrowableOfType(LaunchException.class, () -> box.run());
    assertThat(failure.exitCode()).isEqualTo(127);
    assertThat(failure).hasMessageContaining("chdir(\"/nowhere\"): ENOENT");
  }

  @Test
  void aTerminalIsOneOfTheContainers() throws Exception {
    box.starts.stdio = new Stdio.Tty(90, 30);
    box.starts.sh("tty; stty size");

    assertThat(Terminals.transcript(box)).isEqualTo("/dev/pts/0\r\n30 90\r\n");
  }
}
