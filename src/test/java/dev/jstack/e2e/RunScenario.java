package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** `run` and `exec`: exit codes, input, limits, and what a container can see. */
@Tag("root")
class RunScenario {
  @Test
  void theExitCodeIsThePrograms() throws IOException {
    try (var lab = new Lab()) {
      Path here = lab.stack();
      lab.jstack(here, "run", "--rm", "host", "true").ok();
      assertThat(lab.jstack(here, "run", "--rm", "host", "sh", "-c", "exit 42").code())
          .isEqualTo(42);
      assertThat(
              lab.jstack(
                      here,
                      "run",
                      "--rm",
                      "host",
                      "perl",
                      "-e",
                      "kill 9, fork || sleep 9; wait; exit 128 + ($? & 127)")
                  .code())
          .isEqualTo(137);
      assertThat(lab.jstack(here, "run", "--rm", "host", "no-such-program").code()).isEqualTo(127);
      assertThat(lab.jstack(here, "run", "--rm", "host", "/etc/hostname").code()).isEqualTo(126);
      assertThat(lab.jstack(here, "run", "--rm", "no-such-image", "true").code()).isEqualTo(125);
      assertThat(lab.jstack(here, "ps", "-aq").ok().out()).isBlank();
    }
  }

  @Test
  void theProgramIsPidOneOfItsOwnWorld() throws IOException {
    try (var lab = new Lab()) {
      Path here = lab.stack();
      var seen =
          lab.jstack(
              here,
              "run",
              "--rm",
              "--memory",
              "64m",
              "--cpus",
              "0.5",
              "host",
              "sh",
              "-c",
              "echo $$; ls /proc | grep -c '^[0-9]'; ls /root /home | wc -l; grep Seccomp: /proc/1/status; grep CapEff /proc/1/status");
      assertThat(seen.ok().out().lines().findFirst()).hasValue("1");
      assertThat(seen.out()).contains("Seccomp:\t2").contains("00000000a80425fb");
    }
  }

  /** Whoever comes first starts the engine, and all that comes after lives in it. */
  @Test
  void aContainerHasNothingOfWhoeverStartedTheEngine() throws IOException {
    try (var lab = new Lab()) {
      String seen = "stat -c %a / /etc/hosts; nice; grep Cpus_allowed_list /proc/1/status";
      String run = "jstack run --rm host sh -c '" + seen + "'";
      String usual = lab.shell("umask 022; " + run).ok().out();
      lab.jstack("engine", "stop").ok();
      assertThat(lab.shell("umask 077; nice -n 7 taskset -c 0 " + run).ok().out())
          .startsWith("755\n644\n0\n")
          .isEqualTo(usual);
    }
  }

  /** As docker compose: what runs beside it, and nobody named, doesn't keep `up` waiting. */
  @Test
  void upOfOneServiceEndsWithThatService() throws IOException {
    try (var lab = new Lab()) {
      Path here =
          lab.stack(
              "compose.yaml",
              """
              services:
                long: {image: host, command: sleep 600, stop_signal: KILL}
                job: {image: host, command: sh -c 'echo done; exit 3'}
              """);
      lab.jstack(here, "up", "-d", "long").ok();
      lab.jstack(here, "run", "-d", "long", "sleep", "600").ok();
      var up = lab.jstack(here, "up", "job").ok();
      assertThat(up.out()).contains("job-1  | done").contains("job-1 exited with code 3");
      assertThat(lab.jstack(here, "ps", "-q", "long").ok().out()).isNotBlank();
      lab.jstack(here, "down", "--remove-orphans").ok();
    }
  }
}
