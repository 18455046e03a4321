package dev.jstack.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupMountsTest {
  @Test
  void everyControllerHasItsOwnBase() {
    var mounts =
        CgroupMounts.parse(
            List.of(
                "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                "36 31 0:33 / /sys/fs/cgroup/memory rw,relatime shared:4 - cgroup cgroup rw,memory",
                "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate",
                "50 31 0:40 / /proc rw - proc proc rw"),
            List.of("4:memory:/pod/one", "2:cpu,cpuacct:/", "0::/x"));
    assertThat(mounts.controllers())
        .containsEntry("memory", Path.of("/sys/fs/cgroup/memory/pod/one"))
        .containsEntry("cpu", Path.of("/sys/fs/cgroup/cpu,cpuacct"))
        .containsEntry("cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct"))
        .doesNotContainKey("rw");
    assertThat(mounts.unified()).isEqualTo(Path.of("/sys/fs/cgroup/unified/x"));
  }

  @Test
  void aMountThatShowsAPartOfTheHierarchyIsTakenFromThere() {
    var mounts =
        CgroupMounts.parse(
            List.of("36 31 0:33 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw"),
            List.of("0::/docker/abc/sub"));
    assertThat(mounts.unified()).isEqualTo(Path.of("/sys/fs/cgroup/sub"));
  }

  @ParameterizedTest
  @CsvSource({
    "/,/",
    "/user.slice/user-0.slice/session-3.scope,/",
    "/pod/one,/pod/one",
    "/pod/jstack-abc/engine,/pod",
    "/system.slice/cron.service,/",
  })
  void theBaseOutlivesSessionsServicesAndEngines(String path, String base) {
    assertThat(CgroupMounts.base(path)).isEqualTo(base);
  }
}
