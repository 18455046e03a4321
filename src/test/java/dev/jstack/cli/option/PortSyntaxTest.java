package dev.jstack.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortSyntaxTest {
  @Test
  void aContainerPortAloneGetsAnyFreeHostPort() {
    assertThat(PortSyntax.parse("80")).containsExactly(new PortBinding(null, 0, 0, 80, "tcp"));
  }

  @Test
  void hostPortAndProtocolMayBeGiven() {
    assertThat(PortSyntax.parse("5353:53/udp"))
        .containsExactly(new PortBinding(null, 5353, 5353, 53, "udp"));
  }

  @Test
  void anAddressBindsOnlyThere() {
    assertThat(PortSyntax.parse("127.0.0.1:8080:80"))
        .containsExactly(new PortBinding("127.0.0.1", 8080, 8080, 80, "tcp"));
    assertThat(PortSyntax.parse("[::1]:8080:80"))
        .containsExactly(new PortBinding("::1", 8080, 8080, 80, "tcp"));
    assertThat(PortSyntax.parse("127.0.0.1::80"))
        .containsExactly(new PortBinding("127.0.0.1", 0, 0, 80, "tcp"));
  }

  @Test
  void rangesOfEqualLengthGoPairwise() {
    assertThat(PortSyntax.parse("8000-8001:80-81"))
        .containsExactly(
            new PortBinding(null, 8000, 8000, 80, "tcp"),
            new PortBinding(null, 8001, 8001, 81, "tcp"));
  }

  @Test
  void aHostRangeForOnePortIsAChoice() {
    assertThat(PortSyntax.parse("8000-8005:80"))
        .containsExactly(new PortBinding(null, 8000, 8005, 80, "tcp"));
  }

  @Test
  void theLongFormIsUnderstood() {
    assertThat(PortSyntax.parse("target=53,published=5353,protocol=UDP,mode=host"))
        .containsExactly(new PortBinding(null, 5353, 5353, 53, "udp"));
    assertThat(PortSyntax.parse("target=80"))
        .containsExactly(new PortBinding(null, 0, 0, 80, "tcp"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "80/foo",
        "1:2:3:4",
        "8000-8002:80-81",
        "-1:80",
        "8002-8000:80-82",
        "70000:80",
        "80:70000",
        "99999999999:80",
        "81-80",
        "published=80",
        "target=80,foo=1"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> PortSyntax.parse(text)).hasMessageContaining('"' + text + '"');
  }
}
