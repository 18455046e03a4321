package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** A hundred services in ten networks: those of one network talk, and no others do. */
@Tag("root")
class HundredServicesTest {
  private static final int NETWORKS = 10;
  private static final int EACH = 10;
  private static final int PORT = 7000;

  @TempDir Path directory;

  private final List<Service> services = new ArrayList<>();
  private TestHost host;

  /** One that says its name to everybody, and notes whom it hears. */
  private record Service(
      int network, String name, Sandbox sandbox, DatagramChannel socket, Set<String> heard) {
    InetSocketAddress address() {
      return new InetSocketAddress(sandbox.attachments().getFirst().address(), PORT);
    }

    /** Datagrams into a network that it may not reach are lost without a word, or refused. */
    void greet(InetSocketAddress somebody) {
      try {
        socket.send(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)), somebody);
      } catch (IOException e) {
        // refused by an earlier one's ICMP message
      }
    }

    void listen() {
      var buffer = ByteBuffer.allocate(64);
      try {
        while (socket.receive(buffer.clear()) != null) {
          heard.add(StandardCharsets.UTF_8.decode(buffer.flip()).toString());
        }
      } catch (IOException e) {
        // likewise
      }
    }
  }

  @BeforeEach
  void aHundredServices() {
    host = new TestHost(directory, "nf_tables");
    for (int network = 0; network < NETWORKS; network++) {
      host.networks().create(NetworkDefinition.named("net" + network));
      for (int i = 0; i < EACH; i++) {
        var name = "s" + network + i;
        var sandbox = host.open(name, EndpointRequest.on("net" + network));
        services.add(new Service(network, name, sandbox, socket(sandbox), new TreeSet<>()));
      }
    }
  }

  private DatagramChannel socket(Sandbox sandbox) {
    return host.inside(sandbox)
        .run(() -> {
          var socket = DatagramChannel.open(StandardProtocolFamily.INET);
          socket.bind(new InetSocketAddress("0.0.0.0", PORT));
          socket.configureBlocking(false);
          return socket;
        });
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    for (var service : services) {
      service.socket().close();
    }
    host.close();
  }

  @Test
  void everyAllowedPairTalksAndNoOther() {
    await().atMost(Duration.ofSeconds(40)).until(this::allHaveHeardTheirOwn);
    for (var service : services) {
      assertThat(service.heard())
          .as(service.name())
          .hasSize(EACH)
          .allMatch(name -> name.startsWith("s" + service.network()));
    }
  }

  /**
   * The kernel's memory of neighbours is one for all namespaces, and too small for all of ours at
   * once: whoever was not heard tries again.
   */
  private boolean allHaveHeardTheirOwn() {
    for (var from : services) {
      services.stream()
          .filter(to -> to.network() != from.network() || !to.heard().contains(from.name()))
          .forEach(to -> from.greet(to.address()));
    }
    services.forEach(Service::listen);
    return services.stream().allMatch(service -> service.heard().size() >= EACH);
  }

  @Test
  void namesAreKnownOnTheirOwnNetworkOnly() {
    for (int network = 0; network < NETWORKS; network++) {
      var inside = host.inside(services.get(network * EACH).sandbox());
      for (int i = 0; i < NETWORKS; i++) {
        int code = inside.ask("s" + i + "9", Type.A).getRcode();
        assertThat(code).isEqualTo(i == network ? Rcode.NOERROR : Rcode.NXDOMAIN);
      }
    }
  }
}
