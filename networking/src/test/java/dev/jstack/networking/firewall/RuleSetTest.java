package dev.jstack.networking.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jstack.networking.port.Protocol;
import dev.jstack.runtime.linux.LinuxException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** nft(8), where it is installed, is the oracle: it reads in words what we wrote in bytes. */
@Tag("root")
class RuleSetTest {
  private static final InetAddress WEB = InetAddress.ofLiteral("10.64.0.2");
  private static final InetAddress WEB6 = InetAddress.ofLiteral("fd00::2");
  private static final Element PORT =
      new Element.Port(InetAddress.ofLiteral("0.0.0.0"), 8080, Protocol.TCP, WEB, 80);

  private final Firewall firewall = Firewall.open("jstack_test", 0x4a000007);

  @AfterEach
  void nothingIsLeft() {
    firewall.delete();
    firewall.close();
  }

  @Test
  void nftUnderstandsTheRules() throws IOException {
    firewall.replace(List.of());

    assertThat(listed())
        .containsSubsequence(
            "ip daddr 127.0.0.0/8 iifname != \"lo\" drop",
            "iifgroup 1241513991 accept",
            "iifname @bridges accept",
            "iifname . ip daddr @trusted4 accept",
            "ip daddr @closed4 drop",
            "ip6 daddr @closed6 drop",
            "ip6 daddr ::1 return",
            "dnat ip to ip daddr . meta l4proto . th dport map @pub4ip",
            "meta nfproto ipv4 dnat ip to meta l4proto . th dport map @pub4",
            "dnat ip6 to ip6 daddr . meta l4proto . th dport map @pub6ip",
            "meta nfproto ipv6 dnat ip6 to meta l4proto . th dport map @pub6",
            "fib daddr type local jump ports",
            "ip saddr 127.0.0.0/8 oifname @bridges masquerade",
            "ct status dnat ip saddr @ctr4 ip daddr @ctr4 masquerade",
            "oifname != @bridges snat ip to ip saddr map @snat4",
            "ip saddr @masq4 oifname != @bridges masquerade",
            "ct state established,related @th,104,8 & 0x2 == 0x0 accept",
            "iifname != @bridges oifname != @bridges accept",
            "tcp flags syn tcp option maxseg size set rt mtu",
            "ct state established,related accept",
            "ct state invalid drop",
            "iifname . oifname @same accept",
            "iifname @internal drop",
            "oifname @internal drop",
            "ct status dnat accept",
            "ip daddr . meta l4proto . th dport @routed4 accept",
            "iifname @bridges oifname @bridges drop",
            "ip6 daddr . meta l4proto . th dport @direct6 accept",
            "ip daddr @open4 accept",
            "oifname @bridges meta l4proto icmp accept",
            "oifname @bridges drop");
  }

  @Test
  void nftUnderstandsTheElements() throws IOException {
    firewall.replace(
        List.of(
            new Element.Bridge("br0", true),
            new Element.Container(WEB6),
            new Element.Port(InetAddress.ofLiteral("127.0.0.1"), 53, Protocol.UDP, WEB, 5353),
            new Element.Port(InetAddress.ofLiteral("::"), 8080, Protocol.TCP, WEB6, 80)));
    firewall.change(List.of(PORT, new Element.Hidden(WEB, null)), List.of());

    assertThat(listed())
        .contains(
            "elements = { \"br0\" }",
            "elements = { \"br0\" . \"br0\" }",
            "elements = { 10.64.0.2 }",
            "elements = { fd00::2 }",
            "elements = { tcp . 8080 : 10.64.0.2 . 80 }",
            "elements = { tcp . 8080 : fd00::2 . 80 }",
            "elements = { 127.0.0.1 . udp . 53 : 10.64.0.2 . 5353 }");
  }

  @Test
  void aThousandPortsAreOneChange() throws IOException {
    firewall.replace(List.of());
    var ports =
        IntStream.range(1, 1001)
            .<Element>mapToObj(port ->
                new Element.Port(InetAddress.ofLiteral("0.0.0.0"), port, Protocol.TCP, WEB, port))
            .toList();
    firewall.change(ports, List.of());
    firewall.change(List.of(), ports);

    assertThat(listed()).noneMatch(line -> line.contains("10.64.0.2"));
  }

  @Test
  void aChangeOfATableThatSomebodyRemovedFails() {
    firewall.replace(List.of());
    firewall.delete();

    assertThatThrownBy(() -> firewall.change(List.of(PORT), List.of()))
        .isInstanceOf(LinuxException.class)
        .hasMessageStartingWith("change table jstack_test")
        .hasMessageContaining("ENOENT (no such file or directory)");
  }

  private static List<String> listed() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/sbin/nft")), "nft is not installed");
    var nft =
        new ProcessBuilder("/usr/sbin/nft", "list", "table", "inet", "jstack_test")
            .redirectErrorStream(true)
            .start();
    return new String(nft.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .toList();
  }
}
