package dev.jstack.runtime.container.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000000042Z");

  @TempDir private Path directory;
  private LogFiles files;
  private final LogSignal signal = new LogSignal();
  private CriLog log;

  @BeforeEach
  void open() {
    files = new LogFiles(directory.resolve("log"));
    log = new CriLog(files, signal);
  }

  private LogWriter writer(long maxBytes, int maxFiles) {
    return writer(maxBytes, maxFiles, NOON);
  }

  private LogWriter writer(long maxBytes, int maxFiles, Instant now) {
    return new LogWriter(files, maxBytes, maxFiles, signal, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> read(LogQuery query) {
    var lines = new ArrayList<String>();
    log.read(query, line -> lines.add(line.text()));
    return lines;
  }

  @Test
  void withoutFilesNothingIsKept() {
    try (var writer = writer(0, 0)) {
      writer.append(StdStream.STDOUT, bytes("one\n"));
      writer.finish();
    }
    assertThat(read(new LogQuery(-1, null, null))).isEmpty();
  }

  @Test
  void partsOfLongLinesAreOneLineAgain() {
    var text = "a".repeat(40_000);
    try (var writer = writer(0, 1)) {
      writer.append(StdStream.STDOUT, bytes(text));
      writer.append(StdStream.STDERR, bytes("between\n"));
      writer.append(StdStream.STDOUT, bytes("b\nlast"));
      writer.finish();
    }
    var lines = new ArrayList<String>();
    try (var whole = new WholeLines(log.follow(new LogQuery(-1, null, null)))) {
      for (int i = 0; i < 4; i++) {
        whole.next(Duration.ZERO).ifPresent(line -> lines.add(line.text()));
      }
    }
    assertThat(lines).containsExactly("between", text + "b", "last");
  }

  @Test
  void aLogThatCouldNotBeginAnewGoesOnWhenItCan() throws IOException {
    try (var writer = writer(1, 2)) {
      writer.append(StdStream.STDOUT, bytes("one\n"));
      var inTheWay = Files.createDirectory(directory.resolve("log.1"));
      Files.createFile(inTheWay.resolve("something"));
      assertThatThrownBy(() -> writer.append(StdStream.STDOUT, bytes("lost\n")))
          .isInstanceOf(JstackException.class);
      Files.delete(inTheWay.resolve("something"));
      Files.delete(inTheWay);

      writer.append(StdStream.STDOUT, bytes("two\n"));
    }
    assertThat(read(LogQuery.ALL)).containsExactly("one", "two");
  }

  @Test
  void linesAreInTheKubernetesFormat() throws IOException {
    try (var writer = writer(0, 1)) {
      writer.append(StdStream.STDOUT, bytes("one\ntw"));
      writer.append(StdStream.STDERR, bytes("bad\n"));
      writer.append(StdStream.STDOUT, bytes("o\nrest"));
      writer.finish();
    }
    assertThat(Files.readString(files.current()))
        .isEqualTo(
            """
            2026-01-02T12:00:00.000000042Z stdout F one
            2026-01-02T12:00:00.000000042Z stderr F bad
            2026-01-02T12:00:00.000000042Z stdout F two
            2026-01-02T12:00:00.000000042Z stdout P rest
            """);
  }

  @Test
  void aLongLineIsSplitAndCanBeJoinedAgain() {
    var text = "x".repeat(LogWriter.LONGEST_LINE * 2 + 10);
    try (var writer = writer(0, 1)) {
      writer.append(StdStream.STDOUT, bytes(text + "\n"));
    }
    var parts = new ArrayList<LogLine>();
    log.read(LogQuery.ALL, parts::add);
    assertThat(parts).hasSize(3);
    assertThat(parts.getFirst().partial()).isTrue();
    assertThat(parts.getLast().partial()).isFalse();
    assertThat(String.join("", parts.stream().map(LogLine::text).toList())).isEqualTo(text);
  }

  @Test
  void bytesThatAreNoTextAreKept() {
    byte[] odd = {(byte) 0xff, 0, (byte) 0xc3, '\n'};
    try (var writer = writer(0, 1)) {
      writer.append(StdStream.STDOUT, odd);
    }
    var lines = new ArrayList<LogLine>();
    log.read(LogQuery.ALL, lines::add);
    assertThat(lines.getFirst().bytes()).containsExactly(0xff, 0, 0xc3);
  }

  @Test
  void fullFilesAreRotatedAndOldOnesDropped() {
    try (var writer = writer(100, 3)) {
      for (int i = 0; i < 12; i++) {
        writer.append(StdStream.STDOUT, bytes("line " + i + "\n"));
      }
    }
    assertThat(files.oldestFirst()).hasSize(3);
    assertThat(read(LogQuery.ALL)).endsWith("line 10", "line 11").doesNotContain("line 0");
  }

  @Test
  void theLastLinesAreFoundAcrossFiles() {
    try (var writer = writer(100, 5)) {
      for (int i = 0; i < 10; i++) {
        writer.append(StdStream.STDOUT, bytes("line " + i + "\n"));
      }
    }
    assertThat(read(LogQuery.tail(4))).containsExactly("line 6", "line 7", "line 8", "line 9");
    assertThat(read(LogQuery.NONE)).isEmpty();
    assertThat(read(LogQuery.tail(1000))).hasSize(10);
  }

  @Test
  void timesCutTheLog() {
    for (int i = 0; i < 3; i++) {
      try (var writer = writer(0, 1, NOON.plusSeconds(i))) {
        writer.append(StdStream.STDOUT, bytes("line " + i + "\n"));
      }
    }
    assertThat(read(new LogQuery(-1, NOON.plusSeconds(1), null)))
        .containsExactly("line 1", "line 2");
    assertThat(read(new LogQuery(-1, null, NOON.plusSeconds(1))))
        .containsExactly("line 0", "line 1");
  }

  @Test
  void aFollowerSeesEveryLineThroughRotations() {
    try (var follower = log.follow(LogQuery.ALL);
        var writer = writer(60, 4)) {
      for (int i = 0; i < 50; i++) {
        writer.append(StdStream.STDOUT, bytes("line " + i + "\n"));
        assertThat(follower.next(Duration.ofSeconds(5)).orElseThrow().text())
            .isEqualTo("line " + i);
      }
      assertThat(follower.next(Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  void aFollowerIsWokenByTheNextLine() {
    try (var follower = log.follow(LogQuery.NONE);
        var writer = writer(0, 1)) {
      Thread.ofVirtual().start(() -> writer.append(StdStream.STDOUT, bytes("late\n")));
      assertThat(follower.next(Duration.ofSeconds(10)).orElseThrow().text()).isEqualTo("late");
    }
  }

  @Test
  void aTornLineIsSkipped() throws IOException {
    Files.writeString(
        files.current(), "2026-01-02T12:0\n2026-01-02T12:00:00Z stdout F whole\ntail");
    assertThat(read(LogQuery.ALL)).containsExactly("whole");
  }
}
