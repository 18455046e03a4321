package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images and volumes that lay traps for the start. */
@Tag("root")
class TrapTest {
  @TempDir private Path outside;

  private final Box box = new Box();

  @AfterEach
  void close() {
    box.close();
  }

  private void link(String name, String to) throws IOException {
    Files.createSymbolicLink(box.root.upper().resolve(name), Path.of(to));
  }

  private LaunchException failure() {
    return catchThrowableOfType(LaunchException.class, () -> box.run());
  }

  @Test
  void aLinkAtProcIsRefused() throws IOException {
    link("proc", outside.toString());

    assertThat(failure())
        .hasMessageContaining("mount(\"proc\" on \"/proc\"")
        .hasMessageContaining("ELOOP");
  }

  @Test
  void aLinkAtSysIsRefused() throws IOException {
    link("sys", outside.toString());

    assertThat(failure()).hasMessageContaining("ELOOP");
  }

  @Test
  void aLinkAtDevDoesNotReachTheHost() throws IOException {
    link("dev", outside.toString());
    box.starts.sh("exit 0");
    catchThrowableOfType(LaunchException.class, () -> box.run());

    try (var files = Files.list(outside)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aWorkingDirectoryBehindALinkIsMadeInside() throws IOException {
    link("work", outside.resolve("x").toString());
    Files.createDirectories(box.root.upper().resolve(outside.toString().substring(1)).resolve("x"));
    box.starts.workingDir = "/work/y";
    box.starts.argv("pwd");

    assertThat(box.run().exitCode()).isZero();
    assertThat(outside.resolve("x")).doesNotExist();
  }

  @Test
  void theMaskIsTheRealNullEvenIfTheVolumeOnDevLies() throws IOException {
    Files.createSymbolicLink(outside.resolve("null"), Path.of("/proc/sys/kernel/core_pattern"));
    box.starts.extra = List.of(RootMount.of("/dev", new MountSource.Bind(outside.toString())));
    box.starts.sh("stat -c %t:%T /proc/keys; echo x 2>&1 >/proc/sys/kernel/core_pattern");
    box.run();

    assertThat(box.output()).startsWith("1:3\n").contains("Read-only file system");
  }

  @Test
  void theHostsNullCannotBeChanged() throws IOException {
    var before = Files.getPosixFilePermissions(Path.of("/dev/null"));
    box.starts.argv("chmod", "600", "/dev/stdin", "/proc/keys");
    box.run();

    assertThat(Files.getPosixFilePermissions(Path.of("/dev/null"))).isEqualTo(before);
  }

  @Test
  void theLauncherCannotBeRunOrOpenedFromInside() {
    box.starts.argv("/proc/self/exe");

    assertThat(box.run().exitCode()).isEqualTo(125);
  }
}
