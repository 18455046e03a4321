package dev.jstack.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {
  @Test
  void theLoopbackIsNoTraffic() {
    var lines =
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop
            lo:     100       1    0    0    0     0          0         0      100       1    0    0
          eth0:    1500       5    0    0    0     0          0         0      700       4    0    0
          eth1:30 1 0 0 0 0 0 0 7 1 0 0
        """
            .lines()
            .toList();

    assertThat(Traffic.parse(lines)).isEqualTo(new Traffic(1530, 707));
  }
}
