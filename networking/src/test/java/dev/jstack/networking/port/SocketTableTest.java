package dev.jstack.networking.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SocketTableTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void aServerListensAndItsClientDoesNot() throws IOException {
    try (var server = new ServerSocket(0, 1, LOOPBACK);
        var client = new Socket(LOOPBACK, server.getLocalPort())) {
      assertThat(listens(server.getLocalPort())).isTrue();
      assertThat(listens(client.getLocalPort())).isFalse();
    }
  }

  @Test
  void aClosedServerListensNoLonger() throws IOException {
    var server = new ServerSocket(0, 1, LOOPBACK);
    server.close();
    assertThat(listens(server.getLocalPort())).isFalse();
  }

  @Test
  void aProcessThatEndedHasNoSockets() {
    assertThat(SocketTable.of(Integer.MAX_VALUE, Protocol.TCP).rows()).isEmpty();
  }

  private static boolean listens(int port) {
    return SocketTable.own(Protocol.TCP).rows().stream()
        .anyMatch(row -> row.port() == port && row.listening());
  }
}
