package dev.jstack.networking.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  @Test
  void hostBitsAreCleared() {
    assertThat(Subnet.parse("10.64.7.9/22")).hasToString("10.64.4.0/22");
  }

  @Test
  void addressesAreCountedFromTheFirst() {
    var subnet = Subnet.parse("10.64.4.0/22");

    assertThat(subnet.at(257)).isEqualTo(Subnet.literal("10.64.5.1"));
    assertThat(subnet.offset(Subnet.literal("10.64.5.1"))).isEqualTo(257);
    assertThat(subnet.broadcast()).isEqualTo(Subnet.literal("10.64.7.255"));
    assertThat(subnet.size()).isEqualTo(1024);
  }

  @Test
  void overlapIsMutual() {
    var wide = Subnet.parse("10.0.0.0/8");
    var narrow = Subnet.parse("10.64.4.0/22");

    assertThat(wide.overlaps(narrow)).isTrue();
    assertThat(narrow.overlaps(wide)).isTrue();
    assertThat(narrow.overlaps(Subnet.parse("10.64.8.0/22"))).isFalse();
    assertThat(narrow.overlaps(Subnet.parse("fd00::/8"))).isFalse();
  }

  @Test
  void theWholeOfIpv4ContainsEverything() {
    assertThat(Subnet.parse("0.0.0.0/0").contains(Subnet.literal("255.255.255.255"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/x", "host", "1.2.3.4.5"})
  void malformedOnesAreRefused(String text) {
    assertThatThrownBy(() -> Subnet.parse(text))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining('"' + text + '"');
  }
}
