package dev.jstack.networking.dns;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Socket;

/** The network from which other name servers are asked: what is opened there stays there. */
public interface Origin {
  /** A socket for datagrams on a port of its own. */
  DatagramSocket udp() throws IOException;

  /** A socket still to be connected. */
  Socket tcp() throws IOException;

  /** The engine's own network. */
  static Origin host() {
    return new Origin() {
      @Override
      public DatagramSocket udp() throws IOException {
        return new DatagramSocket();
      }

      @Override
      public Socket tcp() {
        return new Socket();
      }
    };
  }
}
