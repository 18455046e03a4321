package dev.jstack.runtime.container.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads complete lines of one log file from an offset on; at the end it can be asked again. */
final class LogReader implements AutoCloseable {
  private static final int BLOCK = 1 << 16;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK).limit(0);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LogReader(Path file, long offset) {
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that is whole and well-formed; empty at the end, for now. */
  Optional<LogLine> next() {
    while (buffer.hasRemaining() || fill()) {
      byte b = buffer.get();
      if (b != '\n') {
        line.write(b);
        continue;
      }
      var parsed = CriLine.parse(line.toByteArray());
      line.reset();
      if (parsed.isPresent()) {
        return parsed;
      }
    }
    return Optional.empty();
  }

  private boolean fill() {
    try {
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      return count > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines the file has before {@code end} counted back to {@code offset}. */
  static TailPlace tail(Path file, long lines) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long end = channel.size();
      long missing = lines + 1;
      var block = ByteBuffer.allocate(BLOCK);
      for (long at = end; at > 0; ) {
        int length = (int) Math.min(BLOCK, at);
        at -= length;
        block.clear().limit(length);
        channel.read(block, at);
        for (int i = length - 1; i >= 0; i--) {
          if (block.get(i) == '\n' && --missing == 0) {
            return new TailPlace(at + i + 1, 0);
          }
        }
      }
      return new TailPlace(0, missing - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the last lines of a file begin, and how many of the wanted are in older files. */
  record TailPlace(long offset, long missing) {}

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
