package dev.jstack.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 2, on a directory that looks like it. */
class V2TreeTest {
  @TempDir private Path base;
  private V2Tree tree;

  @BeforeEach
  void open() throws IOException {
    fake(base);
    fake(base.resolve("jstack-x"));
    fake(base.resolve("jstack-x/one"));
    tree = new V2Tree(base, "jstack-x");
  }

  private static void fake(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("cgroup.controllers"), "cpu memory pids cpuset");
    Files.writeString(directory.resolve("cgroup.subtree_control"), "cpu memory pids cpuset");
    for (String file :
        List.of(
            "cpu.max",
            "cpu.weight",
            "cpuset.cpus",
            "memory.max",
            "memory.swap.max",
            "memory.low",
            "pids.max",
            "cgroup.freeze",
            "cgroup.kill")) {
      Files.writeString(directory.resolve(file), "");
    }
  }

  private Path file(String name) {
    return base.resolve("jstack-x/one").resolve(name);
  }

  @Test
  void limitsAreWrittenAsVersionTwoHasThem() {
    tree.create(
        "one",
        new CgroupLimits(
            1_500_000_000L, 1024L, "0-1", 64L << 20, 96L << 20, 32L << 20, 100L, false, null));
    assertThat(file("cpu.max")).hasContent("150000 100000");
    assertThat(file("cpu.weight")).hasContent("100");
    assertThat(file("cpuset.cpus")).hasContent("0-1");
    assertThat(file("memory.max")).hasContent("67108864");
    assertThat(file("memory.swap.max")).hasContent("33554432");
    assertThat(file("memory.low")).hasContent("33554432");
    assertThat(file("pids.max")).hasContent("100");
  }

  @Test
  void quotaAndPeriodAreOneFile() {
    var tuning = new CgroupTuning(50_000L, 20_000L, null, null, null, null, null);

    tree.create(
        "one", new CgroupLimits(null, null, null, null, null, null, null, false, tuning, null));

    assertThat(file("cpu.max")).hasContent("20000 50000");
  }

  @Test
  void aParentIsMadeAndHandsDownWhatItHas() throws IOException {
    fake(base.resolve("work/deep/one"));
    fake(base.resolve("work/deep"));
    fake(base.resolve("work"));

    var cgroup =
        tree.at("/work/deep")
            .create("one", new CgroupLimits(null, null, null, null, null, null, 9L, false, null));

    assertThat(cgroup.cloneTarget()).contains(base.resolve("work/deep/one").toString());
    assertThat(base.resolve("work/deep/one/pids.max")).hasContent("9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "../up", "a//b/", "a/cgroup.procs"})
  void aParentThatIsNoPathBelowIsRefused(String parent) {
    assertThatThrownBy(() -> tree.at(parent)).hasMessageContaining('"' + parent + '"');
  }

  @ParameterizedTest
  @CsvSource({"10,1", "500,4950", "1000,10000"})
  void blockWeightsHaveAnotherScale(int weight, long scaled) {
    assertThat(BlockFiles.scaled(weight)).isEqualTo(scaled);
  }

  @Test
  void memoryAloneAllowsAsMuchSwapAgain() {
    tree.create(
        "one", new CgroupLimits(null, null, null, 64L << 20, null, null, null, false, null));
    assertThat(file("memory.swap.max")).hasContent("67108864");
  }

  @Test
  void unlimitedSwapIsMax() {
    tree.create("one", new CgroupLimits(null, null, null, 64L << 20, -1L, null, -1L, false, null));
    assertThat(file("memory.swap.max")).hasContent("max");
    assertThat(file("pids.max")).hasContent("max");
  }

  @Test
  void aMissingControllerIsNamed() throws IOException {
    Files.writeString(base.resolve("jstack-x/cgroup.subtree_control"), "cpu");
    Files.writeString(base.resolve("jstack-x/cgroup.controllers"), "cpu");
    assertThatThrownBy(() ->
            tree.create(
                "one", new CgroupLimits(null, null, null, 1L, null, null, null, false, null)))
        .hasMessageContaining("cannot limit memory");
  }

  @Test
  void usageIsReadFromItsFiles() throws IOException {
    Files.writeString(file("cpu.stat"), "usage_usec 1500\nuser_usec 1000\n");
    Files.writeString(file("memory.current"), "5000\n");
    Files.writeString(file("memory.stat"), "anon 1\ninactive_file 1000\n");
    Files.writeString(file("memory.max"), "max\n");
    Files.writeString(file("memory.events"), "oom 1\noom_kill 2\n");
    Files.writeString(file("pids.current"), "3\n");
    Files.writeString(file("pids.max"), "7\n");
    Files.writeString(file("io.stat"), "8:0 rbytes=10 wbytes=20\n8:16 rbytes=1 wbytes=2\n");
    var cgroup = tree.find("one");
    assertThat(cgroup.stats()).isEqualTo(new CgroupStats(1_500_000, 4000, 0, 3, 7, 11, 22));
    assertThat(cgroup.oomKills()).isEqualTo(2);
  }

  @Test
  void killAndThawAreOneWordEach() {
    var cgroup = tree.find("one");
    cgroup.kill();
    cgroup.thaw();
    assertThat(file("cgroup.kill")).hasContent("1");
    assertThat(file("cgroup.freeze")).hasContent("0");
    assertThat(cgroup.cloneTarget()).contains(base.resolve("jstack-x/one").toString());
  }

  @ParameterizedTest
  @CsvSource({"2,1", "1024,100", "512,59", "262144,10000", "1,1", "999999,10000"})
  void sharesBecomeWeights(long shares, long weight) {
    assertThat(V2Limits.weight(shares)).isEqualTo(weight);
  }

  @Test
  void limitsChangeWhileMembersStay() {
    var cgroup = tree.create("one", CgroupLimits.onlyDevices(null));

    var same =
        tree.widen(
            cgroup,
            new CgroupLimits(500_000_000L, null, null, 64L << 20, -1L, null, -1L, false, null));

    assertThat(same).isSameAs(cgroup);
    assertThat(file("cpu.max")).hasContent("50000 100000");
    assertThat(file("memory.max")).hasContent("67108864");
    assertThat(file("memory.swap.max")).hasContent("max");
    assertThat(file("pids.max")).hasContent("max");
  }
}
