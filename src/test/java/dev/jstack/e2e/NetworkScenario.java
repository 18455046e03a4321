package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What networks leave on the machine: nothing, even if the engine is killed in between. {@code
 * -Djstack.cycles=20} is the long form.
 */
@Tag("root")
class NetworkScenario {
  private static final int CYCLES = Integer.getInteger("jstack.cycles", 2);

  private static final String STACK =
      """
      services:
        front:
          image: host
          command: [sleep, infinity]
          networks: {outer: {}, inner: {}}
          ports: ["18095:80", "18095:53/udp", "127.0.0.1:18096:80"]
          stop_grace_period: 0s
        back:
          image: host
          command: [sleep, infinity]
          networks: {inner: {interface_name: lan0}}
          stop_grace_period: 0s
        plain: {image: host, command: [sleep, infinity], stop_grace_period: 0s, ports: ["18097:80"]}
      networks:
        outer: {enable_ipv6: true}
        inner: {internal: true}
      """;

  /** Links, rules, routes and flows of the lab's machine. */
  private static final String FOOTPRINT =
      """
      ip -o link | cut -d: -f2
      ip -o route show table all | grep -v 'dev lo'
      ip -o -6 route show table all | grep -v 'dev lo'
      command -v nft > /dev/null && nft list ruleset
      cat /proc/net/nf_conntrack 2> /dev/null | grep -vE 'src=(127.0.0.1 dst=127.0.0.1|0.0.0.0)'
      sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding
      """;

  private static final String TRAFFIC =
      """
      for port in 18095 18096; do echo > /dev/tcp/127.0.0.1/$port; done
      echo > /dev/udp/127.0.0.1/18095
      true
      """;

  @Test
  void aKilledEngineLeavesNoLinkRuleRouteOrFlow() throws Exception {
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", STACK);
      String before = lab.shell(FOOTPRINT).out();
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        lab.jstack(stack, "up", "-d").ok();
        lab.shell(TRAFFIC).ok();
        ProcessHandle engine = lab.engine();
        engine.destroyForcibly();
        engine.onExit().get(10, TimeUnit.SECONDS);
        lab.jstack(stack, "up", "-d").ok();
        lab.jstack(stack, "exec", "-T", "front", "getent", "hosts", "back").ok();
        lab.shell(TRAFFIC).ok();
        lab.jstack(stack, "down").ok();

        assertThat(lab.shell(FOOTPRINT).out()).as("cycle %d", cycle).isEqualTo(before);
      }
    }
  }

  @Test
  void aContainerMovesBetweenNetworksWhileItRuns() throws Exception {
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", STACK);
      lab.jstack(stack, "up", "-d", "back").ok();
      String back = lab.jstack(stack, "ps", "-q", "back").ok().out().strip();
      lab.jstack("network", "create", "side").ok();
      assertThat(lab.jstack("exec", back, "ip", "route").ok().out()).doesNotContain("default");

      lab.jstack("network", "connect", "--alias", "other", "side", back).ok();
      assertThat(lab.jstack("exec", back, "ip", "route").ok().out()).contains("default via");
      assertThat(lab.jstack("exec", back, "getent", "hosts", "other").ok().out()).contains("other");
      lab.jstack("network", "rm", "side").fails();
      lab.jstack("restart", back).ok();
      assertThat(lab.jstack("exec", back, "ip", "-o", "link").ok().out()).contains("lan0", "eth0");

      lab.jstack("network", "disconnect", "side", back).ok();
      assertThat(lab.jstack("exec", back, "ip", "route").ok().out()).doesNotContain("default");
      lab.jstack("network", "connect", "side", back).ok();
      assertThat(lab.jstack("exec", back, "ip", "route").ok().out()).contains("default via");
      lab.jstack("network", "disconnect", "side", back).ok();
      lab.jstack("network", "rm", "side").ok();
    }
  }

  @Test
  void aStartWithoutItsPortIsNotedAsDockersIs() throws Exception {
    try (var lab = new Lab()) {
      lab.jstack("create", "-p", "18098:80", "--name", "late", "host", "true").ok();
      lab.jstack("run", "-d", "-p", "18098:80", "--name", "early", "host", "sleep", "60").ok();
      lab.jstack("start", "late").fails();

      String format = "{{.State.Status}} {{.State.ExitCode}} {{.State.Error}}";
      assertThat(lab.jstack("inspect", "-f", format, "late").ok().out())
          .startsWith("created 128 bind for 0.0.0.0:18098/tcp failed: port is already allocated");
    }
  }

  @Test
  void upTellsWhatOtherMachinesReach() throws Exception {
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", STACK);
      lab.shell("ip -6 addr add 2001:db8::1/64 dev lo nodad").ok();
      String told = "Service front  reachable from other machines: 18095\n";
      assertThat(lab.jstack(stack, "--progress", "plain", "up", "-d").ok().err())
          .contains(told)
          .contains("Service plain  reachable from other machines: 18097 (IPv6 clients look like");
      lab.shell("ip link add vpn0 type dummy || ip link add vpn0 type bridge").ok();
      lab.shell("ip link set vpn0 up; ip route add 10.64.0.0/10 dev vpn0").ok();
      String vpn = "but route 10.64.0.0/10 on vpn0 leads there, too";
      assertThat(lab.jstack(stack, "up", "-d").ok().err()).contains(vpn).doesNotContain(told);
      assertThat(lab.jstack(stack, "network", "ls").ok().err())
          .contains("_outer\" has subnet", vpn);
      lab.jstack(stack, "down").ok();

      Path output = stack.resolve("up.log");
      Process up = lab.start(stack, output, "--progress", "plain", "up", "-t", "0");
      await().atMost(20, TimeUnit.SECONDS).until(() -> Files.readString(output).contains(told));
      assertThat(output).content().as("the new subnet").doesNotContain(vpn);
      lab.shell("ip route add 172.16.0.0/12 dev vpn0; ip route add 192.168.0.0/16 dev vpn0").ok();
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> Files.readString(output).contains("leads there, too: this machine reaches"));
      assertThat(output).content().contains("warning: network");
      up.destroy();
      up.waitFor();
    }
  }
}
