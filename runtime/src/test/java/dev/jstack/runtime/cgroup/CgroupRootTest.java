package dev.jstack.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** This machine's own cgroups. */
@Tag("root")
class CgroupRootTest {
  private final String instance = "test" + ProcessHandle.current().pid();

  @AfterEach
  void removeTrees() {
    var mounts = CgroupMounts.ofThisMachine();
    mounts.tree(instance).removeIfEmpty();
    mounts.controllers().values().forEach(base -> remove(base.resolve("jstack-" + instance)));
    if (mounts.unified() != null) {
      remove(mounts.unified().resolve("jstack-" + instance));
    }
  }

  private static void remove(Path tree) {
    if (Files.isDirectory(tree)) {
      ControlFile.remove(tree);
    }
  }

  private static Process inside(Cgroup cgroup, String line) throws IOException {
    var process = new ProcessBuilder("sh", "-c", "read x; " + line).start();
    for (String file : cgroup.joinFiles()) {
      Files.writeString(Path.of(file), Long.toString(process.pid()));
    }
    if (cgroup.cloneTarget().isPresent()) {
      Files.writeString(
          Path.of(cgroup.cloneTarget().get(), "cgroup.procs"), Long.toString(process.pid()));
    }
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return process;
  }

  @Test
  void killGetsEveryMemberEvenThoseThatFork() throws Exception {
    var cgroup = CgroupTree.open(instance).create("forks", CgroupLimits.onlyDevices(null));
    var process = inside(cgroup, "f() { while :; do sleep 100 & done; }; sleep 100 & sleep 100");
    await().until(() -> cgroup.members().size() >= 2);
    cgroup.kill();
    assertThat(process.waitFor()).isEqualTo(137);
    await().until(() -> cgroup.members().isEmpty());
    cgroup.remove();
    cgroup.remove();
    assertThat(CgroupTree.open(instance).names()).doesNotContain("forks");
  }

  @Test
  void aCgroupIsFoundAgainByItsDirectories() throws Exception {
    var tree = CgroupTree.open(instance);
    var cgroup = tree.create("again", CgroupLimits.onlyDevices(DeviceRule.DEFAULTS));
    var process = inside(cgroup, "exec sleep 100");
    var reopened = CgroupTree.open(instance).reopen(cgroup.directories());
    assertThat(reopened.members()).containsExactly((int) process.pid());
    assertThat(tree.find("again").members()).containsExactly((int) process.pid());
    reopened.kill();
    process.waitFor();
    reopened.remove();
    assertThat(cgroup.members()).isEmpty();
  }

  @Test
  void versionTwoDecidesAboutDevicesByAProgram() throws Exception {
    var unified = CgroupMounts.ofThisMachine().unified();
    Assumptions.assumeTrue(unified != null, "no version 2 hierarchy");
    var tree = new V2Tree(unified, "jstack-" + instance);
    var rules = List.of(DeviceRule.parse("c 1:3 rwm"), DeviceRule.parse("c 1:5 r"));
    var cgroup = tree.create("devices", CgroupLimits.onlyDevices(rules));
    var process =
        inside(
            cgroup,
            "(: </dev/zero) && r=r; (: >/dev/zero) 2>/dev/null && w=w;"
                + " (: </dev/full) 2>/dev/null && f=f; echo $r$w$f");
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("r\n");
    assertThat(process.waitFor()).isZero();
    cgroup.remove();
  }

  @Test
  void versionTwoFreezesAndKills() throws Exception {
    var unified = CgroupMounts.ofThisMachine().unified();
    Assumptions.assumeTrue(unified != null, "no version 2 hierarchy");
    var cgroup =
        new V2Tree(unified, "jstack-" + instance).create("freeze", CgroupLimits.onlyDevices(null));
    var process = inside(cgroup, "exec sleep 100");
    cgroup.freeze();
    cgroup.thaw();
    cgroup.kill();
    assertThat(process.waitFor()).isEqualTo(137);
    cgroup.remove();
  }
}
