package dev.jstack.runtime.container.output;

import dev.jstack.runtime.JstackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes a program's output to its log, line by line; a line longer than 16 KiB is written in
 * parts. What has no newline yet waits for it, up to that length. Used by one thread at a time.
 */
public final class LogWriter implements AutoCloseable {
  static final int LONGEST_LINE = 16 << 10;

  private final LogFiles files;
  private final long maxBytes;
  private final int maxFiles;
  private final LogSignal signal;
  private final Clock clock;
  private final Map<StdStream, ByteArrayOutputStream> unfinished = new EnumMap<>(StdStream.class);
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private FileChannel channel;
  private long size;

  /** {@code maxBytes} 0 never rotates, {@code maxFiles} 0 keeps nothing. */
  public LogWriter(LogFiles files, long maxBytes, int maxFiles, LogSignal signal, Clock clock) {
    this.files = files;
    this.maxBytes = maxBytes;
    this.maxFiles = maxFiles;
    this.signal = signal;
    this.clock = clock;
    this.channel = open(files);
    this.size = size(channel);
    for (var stream : StdStream.values()) {
      unfinished.put(stream, new ByteArrayOutputStream());
    }
  }

  public void append(StdStream stream, byte[] bytes) {
    var time = CriLine.time(clock.instant());
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line(stream, time, bytes, start, i);
        start = i + 1;
      }
    }
    rest(stream).write(bytes, start, bytes.length - start);
    parts(stream, time);
    flush();
  }

  /** Writes what still waits for its newline: there won't be one. */
  public void finish() {
    var time = CriLine.time(clock.instant());
    for (var stream : StdStream.values()) {
      parts(stream, time);
      if (rest(stream).size() > 0) {
        byte[] text = take(stream);
        CriLine.append(lines, time, stream, true, text, 0, text.length);
      }
    }
    flush();
  }

  private void line(StdStream stream, String time, byte[] bytes, int start, int end) {
    rest(stream).write(bytes, start, end - start);
    parts(stream, time);
    byte[] text = take(stream);
    CriLine.append(lines, time, stream, false, text, 0, text.length);
  }

  /** Writes full parts of a line that is too long. */
  private void parts(StdStream stream, String time) {
    if (rest(stream).size() <= LONGEST_LINE) {
      return;
    }
    byte[] text = take(stream);
    int at = 0;
    for (; text.length - at > LONGEST_LINE; at += LONGEST_LINE) {
      CriLine.append(lines, time, stream, true, text, at, LONGEST_LINE);
    }
    rest(stream).write(text, at, text.length - at);
  }

  private ByteArrayOutputStream rest(StdStream stream) {
    return unfinished.computeIfAbsent(stream, any -> new ByteArrayOutputStream());
  }

  private byte[] take(StdStream stream) {
    var rest = rest(stream);
    byte[] text = rest.toByteArray();
    rest.reset();
    return text;
  }

  private void flush() {
    if (lines.size() == 0 || maxFiles == 0) {
      lines.reset();
      return;
    }
    try {
      rotateIfFull();
      var buffer = ByteBuffer.wrap(lines.toByteArray());
      while (buffer.hasRemaining()) {
        size += channel.write(buffer);
      }
    } catch (IOException e) {
      throw new JstackException("cannot write log " + files.current() + ": " + e.getMessage(), e);
    } finally {
      lines.reset();
    }
    signal.grow();
  }

  private void rotateIfFull() throws IOException {
    if (maxBytes > 0 && size >= maxBytes) {
      channel.close();
      files.rotate(maxFiles);
      size = 0;
    }
    if (!channel.isOpen()) {
      channel = open(files);
    }
  }

  private static FileChannel open(LogFiles files) {
    try {
      return FileChannel.open(
          files.current(),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new JstackException("cannot open log " + files.current() + ": " + e.getMessage(), e);
    }
  }

  private static long size(FileChannel channel) {
    try {
      return channel.size();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new JstackException("cannot close log " + files.current() + ": " + e.getMessage(), e);
    }
  }
}
