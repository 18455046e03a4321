package dev.jstack.runtime.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A part of a file as the body of one request. */
final class FileBody extends FilterInputStream {
  private final LongConsumer passed;
  private final long begin;
  private final long end;
  private long position;

  private FileBody(InputStream source, long begin, long end, LongConsumer passed) {
    super(source);
    this.begin = begin;
    this.end = end;
    this.position = begin;
    this.passed = passed;
  }

  /** {@code passed} is told up to where it has been read. */
  static FileBody open(Path file, long from, long length, LongConsumer passed) throws IOException {
    var channel = FileChannel.open(file).position(from);
    return new FileBody(Channels.newInputStream(channel), from, from + length, passed);
  }

  BodyPublisher publisher() {
    return begin == end
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> this), end - begin);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, end - position);
    int count = wanted == 0 ? -1 : in.read(target, offset, wanted);
    if (count > 0) {
      position += count;
      passed.accept(position);
    }
    return count;
  }
}
