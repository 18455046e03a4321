package dev.jstack.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files stand for the kernel's. */
class CgroupFeatureTest {
  @TempDir private Path directory;

  private void file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void versionOneIsKnownByTheFilesOfItsControllers() throws IOException {
    file("memory/memory.limit_in_bytes", "");
    file("memory/memory.swappiness", "");
    file("pids/cgroup.procs", "");
    file("blkio/blkio.weight", "");

    assertThat(
            CgroupFeature.ofVersion1(
                Map.of(
                    "memory", directory.resolve("memory"),
                    "pids", directory.resolve("pids"),
                    "blkio", directory.resolve("blkio"))))
        .containsExactlyInAnyOrder(
            CgroupFeature.MEMORY,
            CgroupFeature.SWAPPINESS,
            CgroupFeature.PIDS,
            CgroupFeature.BLOCK_WEIGHT);
  }

  @Test
  void versionTwoHasNoSwappinessAndKillsAlways() throws IOException {
    for (String name : new String[] {"memory.max", "memory.low", "cpu.max", "io.max"}) {
      file(name, "");
    }
    file("memory.swappiness", "");
    assertThat(CgroupFeature.ofVersion2(directory))
        .containsExactlyInAnyOrder(
            CgroupFeature.MEMORY,
            CgroupFeature.RESERVATION,
            CgroupFeature.CPU_QUOTA,
            CgroupFeature.BLOCK_RATE);
  }

  @Test
  void disksGiveSharesIfOneHasTheSchedulerForIt() throws IOException {
    file("vda/queue/scheduler", "[none] mq-deadline bfq\n");
    assertThat(CgroupFeature.hasBfq(directory)).isFalse();
    file("vdb/queue/scheduler", "none mq-deadline [bfq]\n");
    assertThat(CgroupFeature.hasBfq(directory)).isTrue();
    assertThat(CgroupFeature.hasBfq(directory.resolve("none"))).isFalse();
  }
}
