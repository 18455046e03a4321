package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.container.MountSpec.Tmpfs;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.launch.DeviceNode;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.ProcessStat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions about a container that need no kernel. */
class PlansTest {
  @Test
  void aPrivilegedContainerHasItsOwnDevicesBesideTheHosts() {
    var device = new IsolationSpec.Device("/dev/zero", "/dev/other-zero", "r");
    var isolation = new Specs.Isolation();
    isolation.privileged = true;
    isolation.devices = List.of(device);
    var plan = DevicePlan.of(isolation.spec());
    assertThat(plan.nodes()).extracting(DeviceNode::path).contains("/dev/other-zero");
    assertThat(plan.rules()).isNull();
  }

  private static Tmpfs tmpfs(String target) {
    return new Tmpfs(target, false, null, null, "");
  }

  private static IsolationSpec sysctl(String name) {
    var isolation = new Specs.Isolation();
    isolation.sysctls = Map.of(name, "1");
    return isolation.spec();
  }

  @Test
  void mountsAreSortedParentsFirstAndTheLastOfOneTargetWins() {
    var last = new Tmpfs("/a/b", true, null, null, "");
    assertThat(
            MountPlan.sorted(
                List.of(tmpfs("/x/y/z"), tmpfs("/a/b"), tmpfs("/b"), last, tmpfs("/a"))))
        .extracting(MountSpec::target)
        .containsExactly("/b", "/a", "/a/b", "/x/y/z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "relative", "/proc", "/proc/sys", "/sys/fs/cgroup"})
  void someTargetsAreRefused(String target) {
    assertThatThrownBy(() -> MountPlan.sorted(List.of(tmpfs(target)))).hasMessageContaining(target);
  }

  @Test
  void tmpfsFlagsAreToldFromItsOptions() {
    var mount = MountPlan.tmpfs(new Tmpfs("/t", true, 4096L, null, "exec,uid=7"), 01777);
    assertThat(mount.source()).hasToString("Tmpfs[options=uid=7,size=4096,mode=1777]");
    assertThat(mount.flags()).map(Object::toString).contains("READ_ONLY").doesNotContain("NOEXEC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.core.somaxconn", "kernel.msgmax", "kernel.sem", "fs.mqueue.msg_max"})
  void namespacedSysctlsAreAllowed(String name) {
    assertThat(SysctlPlan.of(sysctl(name), true, true, OwnUser.groups())).containsEntry(name, "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kernel.core_pattern", "vm.swappiness", "net/../kernel/x", "kernel.semx", "net"})
  void sysctlsOfTheWholeMachineAreRefused(String name) {
    assertThatThrownBy(() -> SysctlPlan.of(sysctl(name), true, true, OwnUser.groups()))
        .hasMessageContaining(name);
  }

  @Test
  void sysctlsOfTheHostsNetworkAreRefused() {
    assertThatThrownBy(
            () -> SysctlPlan.of(sysctl("net.core.somaxconn"), false, true, OwnUser.groups()))
        .hasMessageContaining("host's network");
  }

  @Test
  void unknownSecurityOptionsAreRefused() {
    var isolation = new Specs.Isolation();
    isolation.security = List.of("apparmor=strict");
    assertThatThrownBy(() -> SecurityPlan.check(isolation.spec()))
        .hasMessageContaining("apparmor=strict");
  }

  @Test
  void memoryLimitsMustMakeSense() {
    var tiny = new ResourceLimits(null, null, null, 1024L, null, null, null, false);
    assertThatThrownBy(() -> LimitPlan.of(tiny, null)).hasMessageContaining("at least 6 MiB");
    var swap = new ResourceLimits(null, null, null, 64L << 20, 32L << 20, null, null, false);
    assertThatThrownBy(() -> LimitPlan.of(swap, null)).hasMessageContaining("below that of memory");
  }

  @Test
  void aSpecIsTheSameAfterJson() {
    var spec =
        Specs.shell(
            "x",
            tmpfs("/t"),
            new MountSpec.Bind("/h", "/m", true, true, "rslave"),
            new MountSpec.Volume("v", "/v", false, false, null));
    byte[] json = Json.write(spec).getBytes(StandardCharsets.UTF_8);
    assertThat(Json.read(json, ContainerSpec.class, "spec")).isEqualTo(spec);
  }

  @Test
  void aStateIsTheSameAfterJson() {
    var state =
        ContainerState.fresh()
            .starting(Instant.parse("2026-01-02T03:04:05.000000006Z"))
            .running(7)
            .withPolicy(3, true);
    byte[] json =
        Json.write(StoredState.of(state, Map.of("memory", "/x"))).getBytes(StandardCharsets.UTF_8);
    assertThat(Json.read(json, StoredState.class, "state").state()).isEqualTo(state);
  }

  @Test
  void aProcessIsReadFromItsStatLineWhateverItsName() {
    var line = "42 (a) b ()) S 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 1 1";
    assertThat(ProcessStat.parse(line)).contains(new ProcessStat(42, 7, 987654));
  }
}
