package dev.jstack.runtime.container.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;

/** A line of the Kubernetes CRI log format: {@code <RFC3339Nano> stdout|stderr F|P <text>}. */
final class CriLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_HEAD = 64;

  private CriLine() {}

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** Appends one line; {@code partial} says that the program's own line goes on. */
  static void append(
      ByteArrayOutputStream to,
      String time,
      StdStream stream,
      boolean partial,
      byte[] text,
      int offset,
      int length) {
    var head = time + " " + stream + (partial ? " P " : " F ");
    to.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    to.write(text, offset, length);
    to.write('\n');
  }

  /** Reads a line without its newline; empty if a crash tore it. */
  static Optional<LogLine> parse(byte[] line) {
    int[] spaces = new int[3];
    int from = 0;
    for (int i = 0; i < spaces.length; i++) {
      spaces[i] = space(line, from);
      if (spaces[i] < 0) {
        return Optional.empty();
      }
      from = spaces[i] + 1;
    }
    var stream = text(line, spaces[0] + 1, spaces[1]);
    var flag = text(line, spaces[1] + 1, spaces[2]);
    try {
      return Optional.of(
          new LogLine(
              Instant.parse(text(line, 0, spaces[0])),
              stream.equals("stderr") ? StdStream.STDERR : StdStream.STDOUT,
              flag.equals("P"),
              Arrays.copyOfRange(line, spaces[2] + 1, line.length)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int space(byte[] line, int from) {
    for (int i = from; i < Math.min(line.length, LONGEST_HEAD); i++) {
      if (line[i] == ' ') {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.US_ASCII);
  }
}
