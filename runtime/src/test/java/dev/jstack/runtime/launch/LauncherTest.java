package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.runtime.launch.Namespaces.Namespace;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("root")
class LauncherTest {
  private static final String STATUS = "cat /proc/self/status";

  private final Box box = new Box();

  @AfterEach
  void close() {
    box.close();
  }

  private String outputOf(String script) {
    box.starts.sh(script);
    box.run();
    return box.output();
  }

  private LaunchException failure() {
    return catchThrowableOfType(LaunchException.class, () -> box.run());
  }

  private void secure() {
    box.starts.privileges =
        new Privileges(
            CapabilitySet.DEFAULT, false, SeccompFilter.dockerDefault(CapabilitySet.DEFAULT));
  }

  @Test
  void exitCodeOfTheProgramIsItsOwn() {
    box.starts.sh("exit 42");

    assertThat(box.run().exitCode()).isEqualTo(42);
  }

  @Test
  void deathBySignalIs128AndTheSignal() {
    box.starts.namespaces =
        new Namespaces(
            Namespaces.HOST, Namespaces.NEW, Namespaces.NEW, Namespaces.NEW, Namespaces.NEW);
    box.starts.sh("kill -9 $$");

    assertThat(box.run().exitCode()).isEqualTo(137);
  }

  @Test
  void theProgramIsPid1WithItsOwnHostName() {
    assertThat(outputOf("echo $$ $(hostname)")).isEqualTo("1 box\n");
  }

  @Test
  void onlyStandardStreamsAreOpen() {
    secure();

    assertThat(outputOf("ls /proc/self/fd | tr '\\n' ' '")).isEqualTo("0 1 2 3 ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void argumentsThatAreTooLongAreToldAndNothingStaysOpen(boolean init) throws IOException {
    box.starts.init = init;
    box.starts.argv("echo", "x".repeat(16 << 20));
    long before = pipesAndMemory();

    assertThat(failure()).hasMessage("arguments and environment are too long");
    assertThat(pipesAndMemory()).isEqualTo(before);
  }

  private static long pipesAndMemory() throws IOException {
    long found = 0;
    try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (var link : open) {
        var target = Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
        found += target.startsWith("pipe:") || target.contains("memfd:jstack") ? 1 : 0;
      }
    }
    return found;
  }

  @Test
  void environmentIsTheRequestsAlone() {
    box.starts.environment = List.of("PATH=/usr/bin:/bin", "A=1");
    box.starts.argv("env");
    box.run();

    assertThat(box.output()).isEqualTo("PATH=/usr/bin:/bin\nA=1\n");
  }

  @Test
  void capabilitiesAreDockersAndNeverInheritable() {
    secure();

    assertThat(outputOf(STATUS))
        .contains("CapInh:\t0000000000000000")
        .contains("CapPrm:\t00000000a80425fb")
        .contains("CapEff:\t00000000a80425fb")
        .contains("CapBnd:\t00000000a80425fb")
        .contains("CapAmb:\t0000000000000000")
        .contains("Seccomp:\t2")
        .contains("NoNewPrivs:\t0");
  }

  @Test
  void aUserHasNoCapabilitiesButKeepsTheBoundingSet() {
    box.starts.identity = new Identity(1000, 1001, List.of(1001L, 2000L));
    box.starts.privileges =
        new Privileges(
            CapabilitySet.DEFAULT, true, SeccompFilter.dockerDefault(CapabilitySet.DEFAULT));

    assertThat(outputOf(STATUS))
        .contains("Uid:\t1000\t1000\t1000\t1000")
        .contains("Gid:\t1001\t1001\t1001\t1001")
        .contains("Groups:\t1001 2000")
        .contains("CapEff:\t0000000000000000")
        .contains("CapPrm:\t0000000000000000")
        .contains("CapBnd:\t00000000a80425fb")
        .contains("NoNewPrivs:\t1")
        .contains("Seccomp:\t2");
  }

  @Test
  void signalsAreNeitherBlockedNorIgnored() {
    assertThat(outputOf(STATUS))
        .contains("SigBlk:\t0000000000000000")
        .contains("SigIgn:\t0000000000000000");
  }

  @Test
  void mountsAreDockers() {
    assertThat(outputOf("cut -d' ' -f1-4 /proc/mounts | sed 's/,relatime.*//'"))
        .contains("overlay / overlay rw")
        .contains("proc /proc proc rw,nosuid,nodev,noexec")
        .contains("tmpfs /dev tmpfs rw,nosuid")
        .contains("devpts /dev/pts devpts rw,nosuid,noexec")
        .contains("sysfs /sys sysfs ro,nosuid,nodev,noexec")
        .contains("mqueue /dev/mqueue mqueue rw,nosuid,nodev,noexec")
        .contains("shm /dev/shm tmpfs rw,nosuid,nodev,noexec")
        .contains("proc /proc/sys proc ro,nosuid,nodev,noexec")
        .doesNotContain("/dev/vda")
        .doesNotContain("/mnt/");
  }

  @Test
  void devicesAndLinksAreThere() {
    assertThat(
            outputOf(
                "cd /dev; stat -c '%n %t:%T %a' null zero full random urandom tty; "
                    + "readlink fd stdin ptmx; echo x >/dev/null; head -c1 /dev/urandom | wc -c"))
        .isEqualTo(
            """
            null 1:3 666
            zero 1:5 666
            full 1:7 666
            random 1:8 666
            urandom 1:9 666
            tty 5:0 666
            /proc/self/fd
            /proc/self/fd/0
            pts/ptmx
            1
            """);
  }

  @Test
  void kernelSettingsAreReadOnlyAndSecretsMasked() {
    assertThat(
            outputOf(
                "echo x 2>&1 >/proc/sys/kernel/core_pattern; cat /proc/keys; "
                    + "ls /sys/firmware; echo x 2>&1 >/sys/x"))
        .contains("core_pattern: Read-only file system")
        .hasLineCount(2);
  }

  @Test
  void loopbackIsUpInANewNetworkNamespace() {
    assertThat(
            outputOf("cat /sys/class/net/lo/operstate /sys/class/net/lo/flags; ls /sys/class/net"))
        .isEqualTo("unknown\n0x9\nlo\n");
  }

  @Test
  void sysctlsAreSet() {
    box.starts.sysctls = Map.of("net.ipv4.ip_unprivileged_port_start", "0");

    assertThat(outputOf("cat /proc/sys/net/ipv4/ip_unprivileged_port_start")).isEqualTo("0\n");
  }

  @Test
  void limitsAndUmaskAreSet() {
    box.starts.limits = List.of(new Rlimit("nofile", 100, 200));

    assertThat(outputOf("ulimit -n; ulimit -Hn; umask")).isEqualTo("100\n200\n0022\n");
  }

  @Test
  void workingDirectoryIsMade() {
    box.starts.workingDir = "/new/place";

    assertThat(outputOf("pwd; stat -c %a:%u .")).isEqualTo("/new/place\n755:0\n");
  }

  @Test
  void mountPointsAreMadeAndBindsCanBeReadOnly() throws IOException {
    var directory = Files.createTempDirectory("launch");
    var file = Files.writeString(directory.resolve("file"), "hello\n");
    box.starts.extra =
        List.of(
            RootMount.of("/data/dir", new MountSource.Bind(directory.toString())),
            RootMount.of(
                "/etc/some/file", new MountSource.Bind(file.toString()), RootMount.Flag.READ_ONLY),
            RootMount.of("/run/x", new MountSource.Tmpfs("size=1m,mode=700")));
    assertThat(
            outputOf(
                "cat /data/dir/file /etc/some/file; echo x 2>&1 >/etc/some/file; "
                    + "echo new >/data/dir/other; stat -c %a /run/x"))
        .startsWith("hello\nhello\n")
        .contains("Read-only file system")
        .endsWith("700\n");
    assertThat(Files.readString(directory.resolve("other"))).isEqualTo("new\n");
  }

  @Test
  void readOnlyRootIsReadOnly() {
    box.starts.readOnly = true;

    assertThat(outputOf("touch /x 2>&1; touch /dev/shm/x && echo fine"))
        .isEqualTo("touch: cannot touch '/x': Read-only file system\nfine\n");
  }

  @Test
  void namespaceCallsAreRefused() {
    secure();

    assertThat(outputOf("unshare -U true 2>&1; unshare -m true 2>&1"))
        .isEqualTo("unshare: unshare failed: Operation not permitted\n".repeat(2));
  }

  @Test
  void aMissingProgramIs127() {
    box.starts.argv("no-such-program");

    var failure = failure();
    assertThat(failure.exitCode()).isEqualTo(127);
    assertThat(failure)
        .hasMessage(
            "web: cannot start: exec: \"no-such-program\": executable file not found in $PATH");
  }

  @Test
  void aProgramThatMayNotBeExecutedIs126() throws IOException {
    Files.writeString(box.root.upper().resolve("plain"), "x");
    Files.setPosixFilePermissions(
        box.root.upper().resolve("plain"), PosixFilePermissions.fromString("rw-r--r--"));
    box.starts.argv("/plain");

    assertThat(failure().exitCode()).isEqualTo(126);
  }

  @Test
  void aDirectoryIsNoProgram() {
    box.starts.argv("/etc");

    assertThat(failure().exitCode()).isEqualTo(126);
  }

  @Test
  void workingDirectoryInsideDescriptorsIsRefused() {
    box.starts.workingDir = "/proc/self/fd/4";

    assertThat(failure().exitCode()).isEqualTo(125);
  }

  @Test
  void aLimitThatCannotBeRaisedIsNamed() {
    box.starts.limits = List.of(new Rlimit("nofile", 1L << 40, 1L << 40));

    assertThat(failure())
        .hasMessage(
            "web: cannot start: prlimit64(nofile 1099511627776:1099511627776): "
                + "EPERM (operation not permitted)");
  }

  @Test
  void theProgramIsBornInItsV2Cgroup() throws IOException {
    var hybrid = Path.of("/sys/fs/cgroup/unified");
    var tree = Files.exists(hybrid) ? hybrid : Path.of("/sys/fs/cgroup");
    assumeTrue(Files.exists(tree.resolve("cgroup.procs")), "no cgroup v2");
    var cgroup = Files.createTempDirectory(tree, "jstack-test");
    try {
      box.starts.cgroups = new Cgroups(List.of(), List.of(), cgroup);
      box.starts.namespaces = sharing(Namespaces.HOST, Namespaces.NEW, Namespaces.HOST);

      assertThat(outputOf("cat /proc/self/cgroup")).contains("/" + cgroup.getFileName() + "\n");
    } finally {
      await().until(() -> cgroup.toFile().delete());
    }
  }

  private static Namespaces sharing(Namespace pid, Namespace network, Namespace cgroup) {
    return new Namespaces(pid, network, Namespaces.NEW, Namespaces.NEW, cgroup);
  }

  @Test
  void namespacesOfAnotherCanBeShared() {
    try (var other = new Box()) {
      other.starts.argv("sleep", "60");
      try (var process = other.launcher.start(other.starts.request())) {
        String directory = "/proc/" + process.pid() + "/ns/";
        box.starts.namespaces =
            sharing(
                new Namespace.Path(directory + "pid"),
                new Namespace.Open(process.pidfd()),
                Namespaces.NEW);
        box.starts.sh("cat /proc/1/comm; readlink /proc/self/ns/net");
        String network = link(directory + "net");

        assertThat(box.run().exitCode()).isZero();
        assertThat(box.output()).isEqualTo("sleep\n" + network + "\n");
        Pidfd.signal(process.pidfd(), Signal.KILL);
        process.await();
      }
    }
  }

  private static String link(String path) {
    try {
      return Files.readSymbolicLink(Path.of(path)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStartThatHangsIsKilled() throws Exception {
    var fifo = Files.createTempDirectory("launch").resolve("fifo");
    new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    box.starts.namespaces =
        sharing(Namespaces.NEW, new Namespace.Path(fifo.toString()), Namespaces.NEW);
    try (var impatient = new Launcher(Duration.ofMillis(50), _ -> {})) {
      var failure =
          catchThrowableOfType(LaunchException.class, () -> impatient.start(box.starts.request()));

      assertThat(failure).hasMessage("web: cannot start: not started within the time limit");
    }
    Files.delete(fifo);
    Files.delete(fifo.getParent());
  }

  @Test
  void initReapsAndGivesTheProgramsCode() {
    secure();
    box.starts.init = true;
    box.starts.sh("(sleep 0.05 &) ; cat /proc/1/comm; ps -e -o pid= | wc -l; exit 7");

    assertThat(box.run().exitCode()).isEqualTo(7);
    assertThat(box.output()).startsWith("jstack-init\n");
  }

  @Test
  void theProgramCanWriteToItsInitsOutput() {
    secure();
    box.starts.init = true;
    box.starts.sh("echo to the log >/proc/1/fd/1");

    assertThat(box.run().exitCode()).isZero();
    assertThat(box.output()).isEqualTo("to the log\n");
  }

  @Test
  void initGivesTheSignalOfItsProgram() {
    box.starts.init = true;
    box.starts.sh("kill -9 $$");

    assertThat(box.run().exitCode()).isEqualTo(137);
  }

  @Test
  void initForwardsSignals() {
    box.starts.init = true;
    box.starts.sh("trap 'exit 3' TERM; kill -TERM 1; sleep 5 & wait");

    assertThat(box.run().exitCode()).isEqualTo(3);
  }

  @Test
  void initAnswers127ForAMissingProgram() {
    box.starts.init = true;
    box.starts.argv("no-such-program");

    assertThat(box.run().exitCode()).isEqualTo(127);
  }
}
