package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers that look for the engine, and Compose files that put more into a line than a name. */
@Tag("root")
class HostileScenario {
  /** Everything of a process but its name needs the right to trace it. */
  private static final String LOOK =
      """
      for my $name (qw(root cwd exe ns/net fd/0 fd/1 fd/3)) {
        print "$name: ", readlink("/proc/PID/$name") // $!, "\\n";
      }
      for my $name (qw(mem environ maps auxv)) {
        my $bytes;
        print "$name: ", sysopen(my $in, "/proc/PID/$name", 0) && sysread($in, $bytes, 1) ? "read" : $!, "\\n";
      }
      print "ptrace: ", syscall(101, 16, PID, 0, 0) == 0 ? "attached" : $!, "\\n";
      """;

  @Test
  void theEngineIsOutOfReachEvenWhereItIsSeen() throws IOException {
    try (var lab = new Lab()) {
      Path here = lab.stack();
      String script = LOOK.replace("PID", String.valueOf(lab.engine().pid()));

      var seen =
          lab.jstack(
              here,
              "run",
              "--rm",
              "--pid",
              "host",
              "--security-opt",
              "seccomp=unconfined",
              "host",
              "perl",
              "-e",
              script);

      assertThat(seen.ok().out().lines())
          .hasSize(12)
          .allMatch(line ->
              line.endsWith(": Permission denied")
                  || line.equals("ptrace: Operation not permitted"));
    }
  }

  @Test
  void noSocketOfTheEngineIsForContainersOrOtherUsers() throws IOException {
    try (var lab = new Lab()) {
      Path here = lab.stack();
      var sockets =
          lab.jstack(here, "run", "--rm", "--network", "host", "host", "cat", "/proc/net/unix");

      assertThat(sockets.ok().out()).doesNotContain("@jstack").doesNotContain("@/");
      var socket = lab.root().resolve("run/jstack.sock");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aNameInAComposeFileIsNoMoreThanALine() throws IOException {
    try (var lab = new Lab()) {
      Path extra =
          lab.stack(
              "compose.yaml",
              """
              services:
                web:
                  image: host
                  command: cat /etc/hosts
                  extra_hosts:
                    - "x=10.0.0.1\\n10.0.0.2 bank"
              """);
      assertThat(lab.jstack(extra, "up").fails().err()).contains("bank");
      Path hostname =
          lab.stack(
              "compose.yaml",
              """
              services:
                web:
                  image: host
                  hostname: "x\\n10.0.0.2 bank"
              """);
      assertThat(lab.jstack(hostname, "up", "-d").fails().err()).contains("line break");
      Path name =
          lab.stack(
              "compose.yaml",
              """
              services:
                web:
                  image: host
                  container_name: "x\\n; rm"
              """);
      assertThat(lab.jstack(name, "up", "-d").fails().err()).contains("container_name");
    }
  }
}
