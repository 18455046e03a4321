package dev.jstack.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jstack.client.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Outbox outbox = new Outbox(Channels.newChannel(sent));

  @Test
  void writesOfOneStreamGatherInOneFrame() throws IOException {
    var out = outbox.stream(Frame.STDOUT);
    out.write(bytes("one "));
    out.write(bytes("two"));
    outbox.end();
    outbox.run();

    assertThat(frames()).isEqualTo("16:one two\n");
  }

  @Test
  void theOrderOfStreamsIsKept() throws IOException {
    outbox.stream(Frame.STDOUT).write(bytes("a"));
    outbox.stream(Frame.STDERR).write(bytes("b"));
    outbox.stream(Frame.STDOUT).write(bytes("c"));
    outbox.frame(Frame.EXIT, (byte) '7');
    outbox.end();
    outbox.run();

    assertThat(frames()).isEqualTo("16:a\n17:b\n16:c\n19:7\n");
  }

  @Test
  void aLongWriteBecomesSeveralFrames() throws Exception {
    var sender = Thread.ofVirtual().start(outbox);
    var text = "x".repeat(1_000_000);
    outbox.stream(Frame.STDOUT).write(bytes(text));
    outbox.end();
    sender.join();

    assertThat(frames().replaceAll("16:|\n", "")).isEqualTo(text);
  }

  @Test
  void aFullOutboxMakesTheWriterWaitForTheReader() throws Exception {
    var gate = new Gate();
    var slow = new Outbox(gate);
    var writer =
        Thread.ofVirtual()
            .start(() -> assertThatThrownBy(() -> fill(slow)).isInstanceOf(IOException.class));
    await().until(() -> writer.getState() == Thread.State.WAITING);

    slow.drop();
    writer.join();
  }

  @Test
  void nothingIsTakenForAClientThatIsGone() {
    outbox.drop();

    assertThatThrownBy(() -> outbox.stream(Frame.STDOUT).write('x'))
        .isInstanceOf(IOException.class)
        .hasMessage("the client is gone");
  }

  private static void fill(Outbox outbox) throws IOException {
    while (true) {
      outbox.stream(Frame.STDOUT).write(new byte[10_000]);
    }
  }

  /** Every frame as {@code type:payload}, one a line. */
  private String frames() {
    var text = new StringBuilder();
    var buffer = ByteBuffer.wrap(sent.toByteArray());
    while (buffer.hasRemaining()) {
      text.append(buffer.get()).append(':');
      byte[] payload = new byte[buffer.getInt()];
      buffer.get(payload);
      text.append(new String(payload, StandardCharsets.UTF_8)).append('\n');
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A channel nobody reads: it is never asked, as nobody runs the outbox. */
  private static final class Gate implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) {
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
