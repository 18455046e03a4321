package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.cgroup.CgroupTuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container may use and do. */
@Tag("root")
class ContainerLimitsRootTest {
  private static final ResourceLimits NONE = ResourceLimits.none();

  @TempDir private Path directory;
  @AutoClose private RuntimeFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
  }

  private static ResourceLimits memory(long bytes) {
    return new ResourceLimits(null, null, null, bytes, null, null, null, false);
  }

  @Test
  void tooMuchMemoryIsTheEndAndItIsTold() throws InterruptedException {
    var container =
        fixture.start(
            Specs.shell(
                "dd if=/dev/zero of=/dev/shm/x bs=1M count=60; sleep 1", memory(20L << 20)));
    var exit = fixture.end(container);
    assertThat(exit.oomKilled()).isTrue();
    assertThat(container.state().oomKilled()).isTrue();
  }

  @Test
  void thereAreNoMoreProcessesThanAllowed() throws InterruptedException {
    var limits = new ResourceLimits(null, null, null, null, null, null, 4L, false);
    var log =
        fixture.output(
            Specs.shell("for i in 1 2 3 4 5 6; do sleep 0.3 & done 2>&1; wait; echo end", limits));
    assertThat(log.toLowerCase(Locale.ROOT)).contains("fork");
  }

  @Test
  void coresAndSharesAreSet() {
    var limits = new ResourceLimits(500_000_000L, 512L, "0", null, null, null, null, false);
    var container = fixture.start(Specs.shell("sleep 100", limits));
    var cgroup = fixture.runtime.insight().cgroup(container);
    if (cgroup.containsKey("cpu")) {
      assertThat(Path.of(cgroup.get("cpu"), "cpu.cfs_quota_us")).hasContent("50000");
      assertThat(Path.of(cgroup.get("cpu"), "cpu.shares")).hasContent("512");
      assertThat(Path.of(cgroup.get("cpuset"), "cpuset.cpus")).hasContent("0");
    }
    fixture.runtime.update(
        container,
        new ResourceLimits(250_000_000L, null, null, null, null, null, null, false),
        null);
    if (cgroup.containsKey("cpu")) {
      assertThat(Path.of(cgroup.get("cpu"), "cpu.cfs_quota_us")).hasContent("25000");
    }
    assertThat(container.spec().limits().cpuShares()).isEqualTo(512L);
  }

  @Test
  void aContainerWithoutLimitsGetsThemWhileItRuns() {
    var container = fixture.start(Specs.shell("sleep 100 & sleep 100", NONE));
    await().until(() -> fixture.runtime.insight().processes(container).size() >= 3);

    fixture.runtime.update(
        container,
        new ResourceLimits(250_000_000L, null, "0", 64L << 20, null, null, 50L, false),
        new RestartPolicy(RestartPolicy.Condition.ALWAYS, 0));

    var cgroup = fixture.runtime.insight().cgroup(container);
    var members = fixture.runtime.insight().processes(container);
    if (cgroup.containsKey("freezer")) {
      assertThat(Path.of(cgroup.get("cpu"), "cpu.cfs_quota_us")).hasContent("25000");
      assertThat(Path.of(cgroup.get("memory"), "memory.limit_in_bytes")).hasContent("67108864");
      for (var controller : List.of("cpu", "cpuset", "pids")) {
        assertThat(Path.of(cgroup.get(controller), "cgroup.procs"))
            .content()
            .contains(members.stream().map(String::valueOf).toList());
      }
    }
    assertThat(container.spec().restart().condition()).isEqualTo(RestartPolicy.Condition.ALWAYS);
    assertThat(container.spec().limits().pids()).isEqualTo(50L);
  }

  private static final ResourceLimits EVERYTHING =
      new ResourceLimits(500_000_000L, null, "0", 64L << 20, null, null, 500L, false);

  /** Programs on their way into a container while it gets further cgroups. */
  @Test
  void whatIsStartedDuringAChangeIsLimitedToo() throws Exception {
    for (int round = 0; round < 8; round++) {
      fixture.start(Specs.shell("exec sleep 100", NONE));
      var container = fixture.nextEngine().getLast();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 12; i++) {
          threads.submit(() ->
              fixture.runtime.exec(
                  container,
                  ProcessSpec.of(List.of("sleep", "100")),
                  false,
                  ExecIo.output((stream, bytes) -> {})));
        }
        threads.submit(() -> fixture.runtime.update(container, EVERYTHING, null));
      }
      await().until(() -> fixture.runtime.insight().processes(container).size() == 13);
      assertThatAllAreLimited(container);
      fixture.runtime.kill(container);
      fixture.end(container);
      fixture.runtime.remove(container, true);
    }
  }

  @Test
  void whatForksAllTheTimeIsLimitedToo() {
    var container = fixture.start(Specs.shell("while :; do sleep 0 & sleep 0; done", NONE));
    fixture.runtime.update(container, EVERYTHING, null);
    fixture.runtime.pause(container);
    assertThatAllAreLimited(container);
  }

  @Test
  void aChangeThatFailsLeavesNothingBehind() throws IOException {
    var container = fixture.start(Specs.shell("sleep 100", NONE));
    var before = fixture.runtime.insight().cgroup(container);
    var rates = List.of(new BlockIo.Rate(BlockIo.Kind.READS, "/dev/null", 1));
    var limits =
        new ResourceLimits(null, null, "0", null, null, null, null, false)
            .with(
                new CgroupTuning(
                    null, null, null, null, "0", null, new BlockIo(null, List.of(), rates)));

    assertThatThrownBy(() -> fixture.runtime.update(container, limits, null))
        .hasMessageContaining("\"/dev/null\" is not a block device");
    assertThat(fixture.runtime.insight().cgroup(container)).isEqualTo(before);
    var refused = fixture.create(Specs.shell("sleep 100", limits));
    assertThatThrownBy(() -> fixture.runtime.start(refused, ContainerNetwork.none()))
        .hasMessageContaining("\"/dev/null\" is not a block device");

    try (var all = Files.walk(Path.of("/sys/fs/cgroup"), 4)) {
      assertThat(all)
          .noneMatch(path -> path.endsWith(refused.id()))
          .noneMatch(path -> path.endsWith("cpuset/" + container.id()));
    }
  }

  private void assertThatAllAreLimited(Container container) {
    var cgroup = fixture.runtime.insight().cgroup(container);
    var members = fixture.runtime.insight().processes(container).stream().map(String::valueOf);
    var all = members.toList();
    if (cgroup.containsKey("freezer")) {
      assertThat(cgroup.keySet()).contains("cpu", "cpuset", "memory", "pids", "blkio");
      for (var directory : cgroup.values()) {
        assertThat(Path.of(directory, "cgroup.procs")).content().contains(all);
      }
    }
  }

  @Test
  void memoryGoesUpAndDownWhileItRuns() {
    var small = new ResourceLimits(null, null, null, 16L << 20, null, null, null, false);
    var container = fixture.start(Specs.shell("sleep 100", small));

    for (long mebibytes : new long[] {128, 12, 64}) {
      fixture.runtime.update(
          container,
          new ResourceLimits(null, null, null, mebibytes << 20, null, null, null, false),
          null);
      assertThat(fixture.runtime.insight().stats(container).memoryLimitBytes())
          .isEqualTo(mebibytes << 20);
    }
  }

  @Test
  void whatItUsesIsMeasured() {
    var container =
        fixture.start(
            Specs.shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; sleep 100", NONE));
    await().until(() -> fixture.runtime.insight().stats(container).cpuNanos() > 1_000_000);
    var stats = fixture.runtime.insight().stats(container);
    assertThat(stats.memoryBytes()).isPositive();
    assertThat(stats.pids()).isPositive();
  }

  @Test
  void noDeviceButTheUsualOnesCanBeOpened() throws InterruptedException {
    var log =
        fixture.output(
            Specs.shell(
                "mknod /d c 1 1 && echo made; head -c 1 /d >/dev/null 2>&1 || echo refused;"
                    + " head -c 1 /dev/zero >/dev/null && echo zero"));
    assertThat(log).isEqualTo("made\nrefused\nzero\n");
  }

  @Test
  void aDeviceAskedForCanBe() throws InterruptedException {
    var device = new IsolationSpec.Device("/dev/zero", "/dev/mine", "r");
    var log =
        fixture.output(
            Specs.shell(
                "head -c 1 /dev/mine >/dev/null && echo read",
                isolation -> {
                  isolation.devices = List.of(device);
                  return isolation;
                }));
    assertThat(log).isEqualTo("read\n");
  }

  @Test
  void kernelParametersAreTheContainersOwn() throws InterruptedException {
    var log =
        fixture.output(
            Specs.shell(
                "cat /proc/sys/kernel/shmmni /proc/sys/net/ipv4/ip_unprivileged_port_start",
                isolation -> {
                  isolation.sysctls = Map.of("kernel.shmmni", "1234");
                  return isolation;
                }));
    assertThat(log).isEqualTo("1234\n0\n");
  }

  @Test
  void resourceLimitsAreTheUsersOrRefusedByName() throws InterruptedException {
    assertThat(
            fixture.output(
                Specs.shell(
                    "ulimit -n",
                    isolation -> {
                      isolation.ulimits = List.of(new IsolationSpec.Ulimit("nofile", 64, 128));
                      return isolation;
                    })))
        .isEqualTo("64\n");
    assertThatThrownBy(() ->
            fixture.create(
                Specs.shell(
                    "true",
                    isolation -> {
                      isolation.ulimits =
                          List.of(new IsolationSpec.Ulimit("nofile", 9, 9_000_000_000L));
                      return isolation;
                    })))
        .hasMessageContaining("nofile");
  }

  @Test
  void capabilitiesAreDockersFourteenUnlessChanged() throws InterruptedException {
    var line = "while read n v; do case $n in CapEff:) echo $v;; esac; done < /proc/self/status";
    assertThat(fixture.output(Specs.shell(line))).isEqualTo("00000000a80425fb\n");
    assertThat(
            fixture.output(
                Specs.shell(
                    line,
                    isolation -> {
                      isolation.capDrop = List.of("ALL");
                      isolation.capAdd = List.of("net_raw");
                      return isolation;
                    })))
        .isEqualTo("0000000000002000\n");
  }
}
