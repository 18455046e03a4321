package dev.jstack.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits as version 1 files, in directories that only look like cgroups. */
class V1LimitsTest {
  @TempDir Path base;

  @BeforeEach
  void files() throws IOException {
    for (String file :
        List.of(
            "parent/cpu.rt_runtime_us",
            "parent/own/cpu.cfs_period_us",
            "parent/own/cpu.cfs_quota_us",
            "parent/own/cpu.rt_runtime_us",
            "parent/own/cpuset.mems",
            "parent/own/memory.swappiness",
            "parent/own/blkio.bfq.weight",
            "parent/own/blkio.throttle.read_bps_device",
            "parent/own/blkio.throttle.write_iops_device")) {
      Files.createDirectories(base.resolve(file).getParent());
      Files.writeString(base.resolve(file), "");
    }
  }

  private void write(CgroupTuning tuning) {
    var own = base.resolve("parent/own");
    var limits = new CgroupLimits(null, null, null, null, null, null, null, false, tuning, null);
    var directories = Map.of("cpu", own, "cpuset", own, "memory", own, "blkio", own);
    new V1Limits(directories).write(limits);
  }

  private Path file(String name) {
    return base.resolve("parent/own").resolve(name);
  }

  @Test
  void quotaAndPeriodAreWrittenAsTheyAre() {
    write(new CgroupTuning(50_000L, 20_000L, null, null, "0", 10L, null));

    assertThat(file("cpu.cfs_period_us")).hasContent("50000");
    assertThat(file("cpu.cfs_quota_us")).hasContent("20000");
    assertThat(file("cpuset.mems")).hasContent("0");
    assertThat(file("memory.swappiness")).hasContent("10");
  }

  @Test
  void realTimeIsTakenFromTheParentWhichGetsItFirst() throws IOException {
    Files.writeString(base.resolve("parent/cpu.rt_runtime_us"), "0");

    write(CgroupTuning.NONE.withRealTimeRuntime(1000));

    assertThat(base.resolve("parent/cpu.rt_runtime_us")).hasContent("1000");
    assertThat(file("cpu.rt_runtime_us")).hasContent("1000");
  }

  @Test
  void blockDevicesAreWrittenByNumber() throws IOException {
    var disk = disk();
    var rates =
        List.of(
            new BlockIo.Rate(BlockIo.Kind.READ_BYTES, "/dev/" + disk, 1 << 20),
            new BlockIo.Rate(BlockIo.Kind.WRITES, "/dev/" + disk, 120));

    write(new CgroupTuning(null, null, null, null, null, null, new BlockIo(300, List.of(), rates)));

    var number = Files.readString(Path.of("/sys/block", disk, "dev")).strip();
    assertThat(file("blkio.bfq.weight")).hasContent("300");
    assertThat(file("blkio.throttle.read_bps_device")).hasContent(number + " 1048576");
    assertThat(file("blkio.throttle.write_iops_device")).hasContent(number + " 120");
  }

  @Test
  void whatIsNoDiskIsRefused() {
    var rate = new BlockIo.Rate(BlockIo.Kind.READS, "/dev/null", 1);
    var tuning =
        new CgroupTuning(
            null, null, null, null, null, null, new BlockIo(null, List.of(), List.of(rate)));

    assertThatThrownBy(() -> write(tuning))
        .isInstanceOf(JstackException.class)
        .hasMessage("blkio_config: \"/dev/null\" is not a block device of this host");
  }

  private static String disk() throws IOException {
    try (Stream<Path> disks = Files.list(Path.of("/sys/block"))) {
      var found =
          disks
              .map(disk -> disk.getFileName().toString())
              .filter(name -> Files.exists(Path.of("/dev", name)))
              .findFirst();
      Assumptions.assumeTrue(found.isPresent(), "this machine has no block device");
      return found.orElseThrow();
    }
  }
}
