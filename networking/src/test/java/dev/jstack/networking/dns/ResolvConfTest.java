package dev.jstack.networking.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResolvConfTest {
  @Test
  void theLastSearchListCountsAndCommentsDoNot() {
    var conf =
        ResolvConf.parse(
            """
            # made by hand
            nameserver 10.0.0.53
            nameserver fe80::1%eth0
            domain old.example
            search a.example b.example
            options ndots:2 timeout:1
            """);

    assertThat(conf)
        .hasToString(
            """
            nameserver 10.0.0.53
            nameserver fe80::1%eth0
            search a.example b.example
            options ndots:2 timeout:1
            """);
  }
}
