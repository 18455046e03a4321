package dev.jstack.runtime.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;

/** Finds out whether a registry of this machine speaks TLS, by greeting it so. */
final class SchemeProbe {
  private static final int PATIENCE_MILLIS = 5000;
  private static final int HANDSHAKE = 0x16;
  private static final int ALERT = 0x15;

  private SchemeProbe() {}

  /** {@code https} or {@code http}; without a port each has its own. */
  static String of(String host) throws IOException {
    var uri = URI.create("any://" + host);
    if (uri.getPort() >= 0) {
      return speaksTls(uri.getHost(), uri.getPort()) ? "https" : "http";
    }
    try {
      return speaksTls(uri.getHost(), 443) ? "https" : "http";
    } catch (IOException e) {
      return "http";
    }
  }

  private static boolean speaksTls(String host, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      var hello = hello(host, port);
      socket.getOutputStream().write(hello);
      // So that a server that waits for the end of a line doesn't.
      socket.shutdownOutput();
      int answer = socket.getInputStream().read();
      return answer == HANDSHAKE || answer == ALERT;
    }
  }

  private static byte[] hello(String host, int port) throws IOException {
    SSLEngine engine = Trust.nobody().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    byte[] bytes = new byte[hello.flip().remaining()];
    hello.get(bytes);
    return bytes;
  }
}
