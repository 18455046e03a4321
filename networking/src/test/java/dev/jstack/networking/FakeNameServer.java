package dev.jstack.networking;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** Another name server, in the network of the thread that makes it: one answer to everything. */
final class FakeNameServer implements AutoCloseable {
  private static final int PORT = 53;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final InetAddress answer;
  private final DatagramSocket udp;
  private final ServerSocket tcp;

  FakeNameServer(String address, String answer) throws IOException {
    this.answer = InetAddress.ofLiteral(answer);
    var listen = InetAddress.ofLiteral(address);
    udp = new DatagramSocket(new InetSocketAddress(listen, PORT));
    udp.setReceiveBufferSize(4 << 20);
    tcp = new ServerSocket(PORT, 50, listen);
    Thread.ofPlatform().daemon().start(this::serveUdp);
    Thread.ofPlatform().daemon().start(this::serveTcp);
  }

  /** The names it was asked for, in order. */
  List<String> asked() {
    return asked;
  }

  private void serveUdp() {
    var packet = new DatagramPacket(new byte[512], 512);
    while (!udp.isClosed()) {
      try {
        packet.setLength(512);
        udp.receive(packet);
        var reply = reply(Arrays.copyOf(packet.getData(), packet.getLength()));
        udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (var client = tcp.accept()) {
        var in = new DataInputStream(client.getInputStream());
        var reply = reply(in.readNBytes(in.readUnsignedShort()));
        var out = new DataOutputStream(client.getOutputStream());
        out.writeShort(reply.length);
        out.write(reply);
      } catch (IOException e) {
        // closed
      }
    }
  }

  private byte[] reply(byte[] query) throws IOException {
    var question = new Message(query);
    var name = question.getQuestion().getName();
    asked.add(name.toString());
    var reply = new Message(question.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.addRecord(question.getQuestion(), Section.QUESTION);
    reply.addRecord(new ARecord(name, DClass.IN, 60, answer), Section.ANSWER);
    return reply.toWire();
  }

  @Override
  public void close() {
    try (udp;
        tcp) {
      // both
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
