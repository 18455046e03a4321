package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.linux.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the root of a container with default settings tries in vain. */
@Tag("root")
class ForbiddenRootTest {
  private static final String STATUS =
      "while read n v; do case $n in CapInh:|CapAmb:|Seccomp:) echo $n $v;; esac; done"
          + " < /proc/self/status";

  @TempDir private Path directory;
  @AutoClose private RuntimeFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
    fixture.tiny.add("perl");
  }

  private String perl(String script, UnaryOperator<Specs.Isolation> change) throws Exception {
    Files.writeString(fixture.tiny.layer().resolve("script.pl"), script);
    return fixture.output(Specs.shell("exec perl /script.pl 2>&1", change));
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void nothingThatLeadsOutIsDone() throws Exception {
    String script;
    try (var in = ForbiddenRootTest.class.getResourceAsStream("forbidden.pl")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    var lines = perl(script, isolation -> isolation).lines().toList();

    assertThat(lines)
        .contains("unshare(user): EPERM", "clone(user): EPERM", "clone3: ENOSYS", "mount: EPERM")
        .contains("open_by_handle_at: EPERM", "keyctl: EPERM", "device c 1:1: EPERM")
        .contains("device b 8:0: EPERM", "file /proc/sys/kernel/core_pattern: EROFS")
        .noneMatch(line -> line.endsWith("done"))
        .hasSizeGreaterThan(60);
    assertThat(lines.stream().filter(line -> line.startsWith("file ")))
        .allMatch(line -> line.matches(".*: (EROFS|ENOENT|EACCES|EPERM|masked)"));
  }

  @Test
  void anExecHasNoMoreRightsThanTheContainer() {
    var container = fixture.start(Specs.shell("sleep 100"));

    assertThat(fixture.exec(container, STATUS))
        .isEqualTo("CapInh: 0000000000000000\nCapAmb: 0000000000000000\nSeccomp: 2\n");
    var app = Specs.as("app", "sh", "-c", STATUS);
    assertThat(fixture.exec(container, app))
        .isEqualTo("CapInh: 0000000000000000\nCapAmb: 0000000000000000\nSeccomp: 2\n");
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void itsSessionKeyringIsItsOwn() throws Exception {
    String describe =
        "my $b = \"\\0\" x 256; my $n = syscall(250, 6, -3, $b, 256); print substr($b, 0, $n - 1);";
    var description =
        perl(
            describe,
            isolation -> {
              isolation.security = List.of("seccomp=unconfined");
              return isolation;
            });

    assertThat(description).matches("keyring;0;0;[0-9a-f]+;_ses\\..+\\s*");
    assertThat(fixture.output(Specs.shell("cat /proc/keys /proc/key-users | head -1")))
        .doesNotContain("keyring");
  }

  /** A later start can't count on the file. */
  @Test
  void aSeccompProfileIsKeptWithItsContainer() throws Exception {
    var file = directory.resolve("profile.json");
    Files.writeString(
        file,
        "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": ["
            + "{\"names\": [\"mkdir\", \"mkdirat\"], \"action\": \"SCMP_ACT_ERRNO\"}]}");
    var container =
        fixture.create(
            Specs.shell(
                "mkdir /x 2>/dev/null || echo refused",
                isolation -> {
                  isolation.security = List.of("seccomp=" + file);
                  return isolation;
                }));
    Files.delete(file);

    fixture.runtime.start(container, ContainerNetwork.none());
    fixture.end(container);

    assertThat(fixture.log(container)).isEqualTo("refused\n");
    assertThat(container.spec().isolation().securityOpt().getFirst())
        .startsWith("seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"");
  }

  @Test
  void itsFirstProcessHasNothingOfTheEngine() throws Exception {
    var container = fixture.start(Specs.of(ProcessSpec.of(List.of("sleep", "100"))));
    var process = Path.of("/proc/" + container.state().pid());

    var variables = Files.readString(process.resolve("environ")).split("\0", -1);
    assertThat(List.of(variables))
        .filteredOn(variable -> !variable.isEmpty())
        .map(variable -> variable.substring(0, variable.indexOf('=')))
        .containsExactlyInAnyOrder("PATH", "HOSTNAME", "HOME");
    try (var files = Files.list(process.resolve("fd"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("0", "1", "2");
    }
    assertThat(fixture.exec(container, "ls /proc/self/fd")).isEqualTo("0\n1\n2\n3\n");
  }

  @Test
  void theHostsProcessesAreSeenButNotEntered() throws Exception {
    var log =
        perl(
            "for my $f (qw(root cwd exe ns/mnt fd/0)) {"
                + " print readlink(\"/proc/1/$f\") // $! + 0, qq(\\n) }"
                + " print sysopen(my $f, '/proc/1/mem', 0) ? 'open' : $! + 0, qq(\\n);"
                + " print sysopen(my $f, '/proc/1/environ', 0) && sysread($f, my $b, 9)"
                + " ? 'read' : $! + 0, qq(\\n);",
            isolation -> {
              isolation.pid = "host";
              return isolation;
            });

    assertThat(log.lines()).hasSize(7).allMatch(line -> line.equals("13"));
  }

  @Test
  void aForkBombEndsAtItsLimit() throws Exception {
    var limits = new ResourceLimits(null, null, null, null, null, null, 40L, false);
    var container =
        fixture.start(
            Specs.shell(
                "exec perl -e 'while (1) { fork; select undef, undef, undef, 0.01 }'", limits));
    await().until(() -> fixture.runtime.insight().stats(container).pids() >= 30);

    assertThat(fixture.runtime.insight().stats(container).pids()).isLessThanOrEqualTo(40);
    fixture.runtime.kill(container);
    assertThat(fixture.end(container).code()).isEqualTo(128 + Signal.KILL);
  }
}
