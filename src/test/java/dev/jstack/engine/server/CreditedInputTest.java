package dev.jstack.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jstack.client.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CreditedInputTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Outbox outbox = new Outbox(Channels.newChannel(sent));
  private final CreditedInput input = new CreditedInput(outbox);

  @Test
  void nothingIsAskedForUntilSomebodyReads() {
    outbox.end();
    outbox.run();

    assertThat(sent.size()).isZero();
  }

  @Test
  void aReaderAsksTheClientAndGetsWhatComes() throws Exception {
    var sender = Thread.ofVirtual().start(outbox);
    var line = CompletableFuture.supplyAsync(() -> read(5));
    await().until(() -> sent.size() > 0);
    assertThat(sent.toByteArray()[0]).isEqualTo(Frame.CREDIT);

    input.receive(bytes("hello"));
    assertThat(line.get()).isEqualTo("hello");
    outbox.end();
    sender.join();
  }

  @Test
  void theEndComesAfterWhatWasSent() throws Exception {
    var reader = CompletableFuture.supplyAsync(() -> read(100));
    await().until(() -> !accepts("x").isEmpty());
    input.end();

    assertThat(reader.get()).isEqualTo("x");
    assertThat(input.read()).isEqualTo(-1);
  }

  @Test
  void moreThanWasAskedForIsAFault() {
    assertThatThrownBy(() -> input.receive(bytes("x"))).isInstanceOf(IOException.class);
  }

  private String accepts(String text) {
    try {
      input.receive(bytes(text));
      return text;
    } catch (IOException e) {
      return "";
    }
  }

  private String read(int most) {
    try {
      return new String(input.readNBytes(most), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
