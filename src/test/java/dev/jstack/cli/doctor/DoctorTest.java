package dev.jstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.cli.doctor.Finding.Level;
import dev.jstack.cli.frame.EngineUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory stands for a machine. */
class DoctorTest {
  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "6.18.44-fc-v657, OK",
    "6.5.0,           OK",
    "6.1.0-13-amd64,  WARN",
    "5.10.0,          WARN",
    "5.4.0-150,       FAIL",
    "unknown,         FAIL"
  })
  void theKernelsAgeDecidesWhatIsMissing(String release, Level level) throws IOException {
    file("/proc/sys/kernel/osrelease", release + "\n");

    assertThat(kernel("kernel").level()).isEqualTo(level);
  }

  @Test
  void anOldKernelIsToldWhatItLacks() throws IOException {
    file("/proc/sys/kernel/osrelease", "6.1.0-13-amd64\n");

    assertThat(kernel("kernel").consequence()).isEqualTo("without any number of image layers");
  }

  @Test
  void withoutOverlayNothingStarts() throws IOException {
    file("/proc/filesystems", "nodev\tproc\n\text4\n");
    assertThat(kernel("overlay"))
        .isEqualTo(
            Finding.fail(
                "overlay",
                "the kernel has no overlayfs",
                "no container can start",
                "modprobe overlay"));

    file("/proc/filesystems", "nodev\tproc\nnodev\toverlay\n");
    assertThat(kernel("overlay").level()).isEqualTo(Level.OK);
  }

  @Test
  void aRestrictionOfUserNamespacesIsNamed() throws IOException {
    file("/proc/self/ns/user", "");
    file("/proc/sys/user/max_user_namespaces", "1000");
    assertThat(kernel("user namespaces").level()).isEqualTo(Level.OK);

    file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1");
    assertThat(kernel("user namespaces").text())
        .isEqualTo("AppArmor restricts those of ordinary users");

    file("/proc/sys/user/max_user_namespaces", "0");
    assertThat(kernel("user namespaces").text()).isEqualTo("none can be made");
  }

  @Test
  void memoryFilesThatCanNotBeExecutedAreFatal() throws IOException {
    file("/proc/sys/vm/memfd_noexec", "2");

    assertThat(kernel("memory files").level()).isEqualTo(Level.FAIL);
  }

  @Test
  void versionTwoNamesItsControllers() throws IOException {
    file("/proc/self/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n");
    file("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
    assertThat(new CgroupChecks(machine()).all()).allMatch(f -> f.level() == Level.OK);

    file("/sys/fs/cgroup/cgroup.controllers", "cpu pids\n");
    assertThat(new CgroupChecks(machine()).all())
        .filteredOn(finding -> finding.level() == Level.WARN)
        .singleElement()
        .extracting(Finding::consequence)
        .isEqualTo(
            "mem_limit and OOM reports, cpuset, blkio_config are refused where a service asks for"
                + " them");
  }

  @Test
  void hybridAndVersionOneAreTold() throws IOException {
    file(
        "/proc/self/mounts",
        "c /sys/fs/cgroup/memory cgroup rw 0 0\nu /sys/fs/cgroup/unified cgroup2 rw 0 0\n");
    file("/proc/self/cgroup", "3:cpu,cpuacct:/\n2:memory:/\n1:blkio:/\n0::/\n");

    var findings = new CgroupChecks(machine()).all();

    assertThat(findings.get(0).text()).isEqualTo("hybrid");
    assertThat(findings.get(1).text()).isEqualTo("there is none for cpuset, pids");
    assertThat(findings.get(2).level()).isEqualTo(Level.FAIL);
  }

  @Test
  void nothingMountedIsFatal() {
    assertThat(new CgroupChecks(machine()).all())
        .singleElement()
        .extracting(Finding::level)
        .isEqualTo(Level.FAIL);
  }

  @Test
  void anotherFirewallThatDropsIsNamed() throws IOException {
    file("/etc/resolv.conf", "# none\n");
    file("/proc/sys/net/bridge/bridge-nf-call-iptables", "1");

    var findings =
        new NetworkChecks(
                machine(), Optional.of(List.of("chain FORWARD of table ip filter")), List.of())
            .all();

    assertThat(findings)
        .filteredOn(finding -> finding.level() == Level.WARN)
        .extracting(Finding::check)
        .containsExactly("other firewalls", "br_netfilter", "resolv.conf");
    assertThat(new NetworkChecks(machine(), Optional.empty(), List.of()).all().getFirst().level())
        .isEqualTo(Level.WARN);
  }

  @Test
  void aFirewallThatDoesNotSeePublishedPortsIsNamed() {
    var input = List.of("chain INPUT of table ip filter");

    assertThat(new NetworkChecks(machine(), Optional.of(List.of()), input).all())
        .filteredOn(finding -> finding.check().equals("published ports"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.WARN))
        .satisfies(finding -> assertThat(finding.toString()).contains("chain INPUT"));
  }

  @Test
  void smallLimitsAreWarnedOf() throws IOException {
    file(
        "/proc/self/limits",
        "Limit                     Soft Limit           Hard Limit           Units\n"
            + "Max open files            1024                 1024                 files\n");
    file("/proc/sys/fs/inotify/max_user_watches", "8192\n");
    file("/proc/sys/kernel/pid_max", "4194304\n");
    file("/proc/meminfo", "MemTotal: 1000000 kB\nMemAvailable:   100000 kB\n");

    assertThat(new LimitChecks(machine()).all())
        .extracting(Finding::level)
        .containsExactly(Level.WARN, Level.OK, Level.WARN, Level.WARN);
  }

  @ParameterizedTest
  @CsvSource({"ext4, OK", "xfs, OK", "tmpfs, WARN", "overlay, FAIL", "nfs4, FAIL", "fuse.x, FAIL"})
  void notEveryFileSystemHoldsLayers(String type, Level level) {
    assertThat(new StorageChecks(root).fileSystem(type).level()).isEqualTo(level);
  }

  @Test
  void aFullDiskIsFatal() {
    var storage = new StorageChecks(root);
    assertThat(List.of(10L << 30, 1L << 30, 1L << 20))
        .extracting(free -> storage.space(free).level())
        .containsExactly(Level.OK, Level.WARN, Level.FAIL);
  }

  @Test
  void theJdksProgramOfTheSameNameIsNoticed() throws IOException {
    Path jdk = program("jdk", "jstack", "javac");
    Path ours = program("ours", "jstack");

    assertThat(installation(jdk + ":" + ours).name().level()).isEqualTo(Level.WARN);
    assertThat(installation(ours + ":" + jdk).name().level()).isEqualTo(Level.OK);
    assertThat(installation("").name().text()).isEqualTo("no \"jstack\" is in PATH");
  }

  @Test
  void aClockBeforeTheBuildIsWrong() {
    var installation = installation("");

    assertThat(installation.clock(Instant.ofEpochSecond(5000)).level()).isEqualTo(Level.FAIL);
    assertThat(installation.clock(Instant.ofEpochSecond(500)).level()).isEqualTo(Level.OK);
  }

  @Test
  void anOrdinaryUserNeedsRanges() throws IOException {
    file("/etc/subuid", "anna:100000:65536\n");
    assertThat(rootless("sub-ids").level()).isEqualTo(Level.WARN);

    file("/etc/subgid", "1000:100000:65536\n");
    assertThat(rootless("sub-ids"))
        .isEqualTo(Finding.ok("sub-ids", "anna has 65536 in /etc/subuid and /etc/subgid"));
  }

  @Test
  void anOrdinaryUsersContainersNeedAProgramAndADeviceToGetOut() throws IOException {
    assertThat(rootless("way out").remedy()).isEqualTo("install the package passt or slirp4netns");

    file("/usr/bin/slirp4netns", "");
    assertThat(rootless("way out").text()).isEqualTo("/dev/net/tun can't be opened by anna");

    file("/dev/net/tun", "");
    assertThat(rootless("way out")).isEqualTo(Finding.ok("way out", "slirp4netns"));
  }

  @Test
  void anOrdinaryUsersLimitsNeedADelegatedCgroup() throws IOException {
    assertThat(rootless("delegation").remedy()).startsWith("boot with cgroup v2");

    file("/proc/self/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n");
    file("/proc/self/cgroup", "0::/user.slice/user-1000.slice/session-1.scope\n");
    assertThat(rootless("delegation").remedy()).contains("systemd-run --user --scope");

    file("/proc/self/cgroup", "0::/anna\n");
    file("/sys/fs/cgroup/anna/cgroup.subtree_control", "");
    file("/sys/fs/cgroup/anna/cgroup.procs", "");
    file("/sys/fs/cgroup/anna/cgroup.controllers", "memory pids\n");
    assertThat(rootless("delegation").text()).isEqualTo("the cgroup that is anna's lacks cpu");

    file("/sys/fs/cgroup/anna/cgroup.controllers", "cpuset cpu io memory pids\n");
    assertThat(rootless("delegation").level()).isEqualTo(Level.OK);
  }

  @Test
  void anOrdinaryUserIsToldWhatALogoutDoes() throws IOException {
    assertThat(rootless("lingering").level()).isEqualTo(Level.OK);

    Files.createDirectories(root.resolve("run/systemd/system"));
    assertThat(rootless("lingering").remedy()).isEqualTo("loginctl enable-linger anna");
  }

  @Test
  void anOldKernelHasNoOverlayForOrdinaryUsers() throws IOException {
    file("/proc/sys/kernel/osrelease", "5.10.0-30-amd64\n");
    assertThat(rootless("overlay for users").level()).isEqualTo(Level.FAIL);
  }

  private Finding rootless(String check) {
    return new RootlessChecks(machine(), new EngineUser(1000, "anna"))
        .all().stream().filter(finding -> finding.check().equals(check)).findFirst().orElseThrow();
  }

  private InstallationChecks installation(String path) {
    return new InstallationChecks(path, null, Instant.ofEpochSecond(1000));
  }

  private Path program(String directory, String... names) throws IOException {
    Path made = Files.createDirectory(root.resolve(directory));
    for (String name : names) {
      Files.createFile(
          made.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    return made;
  }

  private Finding kernel(String check) {
    return new KernelChecks(machine())
        .all().stream().filter(finding -> finding.check().equals(check)).findFirst().orElseThrow();
  }

  private Machine machine() {
    return new Machine(root);
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
