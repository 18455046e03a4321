package dev.jstack.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One command: passes on signals and input, and writes out what the engine sends. */
final class Conversation {
  /** Not an exit code: the engine ends, and the next one is to be asked. */
  static final int NEXT_ENGINE = -1;

  private static final int FAILURE = 1;

  /** Of a program whose reader went away: 128 + SIGPIPE. */
  private static final int BROKEN_PIPE = 141;

  private final SocketChannel channel;
  private final ByteBuffer received = ByteBuffer.allocate(64 * 1024).flip();
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
  private final Input input;

  Conversation(SocketChannel channel) {
    this.channel = channel;
    this.input = new Input(this);
  }

  /** Runs the command to its end and returns its exit code, or {@link #NEXT_ENGINE}. */
  int run(Start start) throws IOException {
    try {
      send(start.frame());
      Signals.passTo(this);
      return receive();
    } catch (IOException e) {
      return lost(e);
    }
  }

  /** Sends a frame; called from several threads. */
  synchronized void send(ByteBuffer frame) throws IOException {
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** Sends a frame of few bytes. */
  void send(byte type, byte[] payload, int length) throws IOException {
    var frame = ByteBuffer.allocate(Frame.HEADER_BYTES + length);
    send(frame.put(type).putInt(length).put(payload, 0, length).flip());
  }

  private int receive() throws IOException {
    while (true) {
      need(Frame.HEADER_BYTES);
      byte type = received.get();
      int length = received.getInt();
      switch (type) {
        case Frame.STDOUT -> {
          if (!copy(length, out)) {
            return stdoutClosed();
          }
        }
        case Frame.STDERR -> copy(length, err);
        case Frame.CREDIT -> {
          need(length);
          input.credit(received.getInt());
        }
        case Frame.EXIT -> {
          need(length);
          return received.get() & 0xff;
        }
        case Frame.NEXT_ENGINE -> {
          channel.close();
          return NEXT_ENGINE;
        }
        case Frame.REFUSED -> {
          say("jstack: ");
          copy(length, err);
          say("\n");
          return FAILURE;
        }
        default -> throw new IOException("unknown frame " + type);
      }
    }
  }

  private int stdoutClosed() {
    try {
      send(Frame.STDOUT_CLOSED, new byte[0], 0);
    } catch (IOException e) {
      // The engine has said all it had to say already.
    }
    return BROKEN_PIPE;
  }

  /** Copies a payload; false when nobody reads {@code target} any more. */
  private boolean copy(int length, FileOutputStream target) throws IOException {
    int rest = length;
    boolean open = true;
    while (rest > 0) {
      need(1);
      int count = Math.min(rest, received.remaining());
      open = open && write(target, count);
      received.position(received.position() + count);
      rest -= count;
    }
    return open;
  }

  /** A full disk is an error; a reader that went away is not, and neither is a lost stderr. */
  @SuppressWarnings("ReferenceEquality") // which of the two streams it is
  private boolean write(FileOutputStream target, int count) throws IOException {
    try {
      target.write(received.array(), received.position(), count);
      return true;
    } catch (IOException e) {
      if (target == out && !"Broken pipe".equals(e.getMessage())) {
        throw new WriteFailure(e);
      }
      return false;
    }
  }

  /** Waits until {@code count} bytes are there. */
  private void need(int count) throws IOException {
    while (received.remaining() < count) {
      received.compact();
      int got = channel.read(received);
      received.flip();
      if (got < 0) {
        throw new IOException("end of the connection");
      }
    }
  }

  private int lost(IOException failure) throws IOException {
    if (failure instanceof WriteFailure) {
      say("jstack: standard output: " + failure.getMessage() + "\n");
      return FAILURE;
    }
    say("jstack: the engine has ended unexpectedly (" + failure.getMessage() + ")\n");
    return FAILURE;
  }

  private void say(String text) throws IOException {
    err.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Standard output can't be written. */
  private static final class WriteFailure extends IOException {
    private static final long serialVersionUID = 1;

    WriteFailure(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
