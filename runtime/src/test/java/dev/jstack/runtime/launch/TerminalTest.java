package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class TerminalTest {
  @TempDir private Path directory;

  private final Box box = new Box();

  @AfterEach
  void close() {
    box.close();
  }

  @Test
  void theProgramControlsItsTerminal() {
    box.starts.stdio = new Stdio.Tty(80, 25);
    box.starts.sh(
        "tty; stty size; ls -l /dev/console >/dev/null && echo console; ps -o tty= -p $$");

    assertThat(Terminals.transcript(box)).isEqualTo("/dev/pts/0\r\n25 80\r\nconsole\r\npts/0\r\n");
  }

  @Test
  void aKeeperOwnsTheTerminal() {
    box.starts.stdio = new Stdio.Tty(80, 25);
    box.starts.sh("echo hello").keeper(directory);

    assertThat(Terminals.transcript(box)).isEqualTo("hello\r\n");
  }

  @Test
  void theUserMayOpenTheirTerminal() {
    box.starts.stdio = new Stdio.Tty(80, 25);
    box.starts.identity = new Identity(1000, 1000, List.of(1000L));
    box.starts.sh("echo again >/dev/tty; echo $(stat -c %u:%a $(tty)) >$(tty)");

    assertThat(Terminals.transcript(box)).isEqualTo("again\r\n1000:620\r\n");
  }

  @Test
  void initGivesTheTerminalToTheProgram() {
    box.starts.init = true;
    box.starts.stdio = new Stdio.Tty(80, 25);
    box.starts.sh("set -- $(ps -o pgid=,tpgid= -p $$); [ $1 = $2 ] && echo foreground");

    assertThat(Terminals.transcript(box)).isEqualTo("foreground\r\n");
  }
}
