package dev.jstack.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeInputTest {
  @ParameterizedTest
  @CsvSource({
    // typed, keys, passed on, left
    "abc,      ctrl-p&ctrl-q, abc,   0",
    "a^P^Qb,   ctrl-p&ctrl-q, a,     1",
    "a^Pb,     ctrl-p&ctrl-q, a^Pb,  0",
    "a^P^P^Qb, ctrl-p&ctrl-q, a^P,   1",
    "a^P,      ctrl-p&ctrl-q, a^P,   0",
    "xaby,     a&b,           x,     1",
    "^@z,      ctrl-@,        '',    1",
  })
  void theKeysAreNotPassedOnAndNothingAfterThem(String typed, String keys, String passed, int left)
      throws IOException {
    for (boolean slowly : List.of(false, true)) {
      var leaves = new AtomicInteger();
      var input =
          new EscapeInput(
              slowly ? oneByOne(keys(typed)) : keys(typed),
              DetachKeys.parse(keys.replace('&', ',')),
              leaves::incrementAndGet);

      assertThat(input.readAllBytes()).isEqualTo(keys(passed).readAllBytes());
      assertThat(leaves).hasValue(left);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ctrl-", "ctrl-1", "foo", "a,,b"})
  void keysThatNobodyCanPressAreRefused(String keys) {
    assertThatThrownBy(() -> DetachKeys.parse(keys))
        .hasMessageStartingWith("invalid detach keys (" + keys + ") provided");
  }

  @Test
  void controlKeysAreTheirCharacters() {
    assertThat(DetachKeys.parse("ctrl-a,ctrl-_,ctrl-[").first(3)).containsExactly(1, 31, 27);
  }

  private static InputStream keys(String text) {
    var typed = text.replace("^P", "\u0010").replace("^Q", "\u0011").replace("^@", "\0");
    return new ByteArrayInputStream(typed.getBytes(StandardCharsets.US_ASCII));
  }

  private static InputStream oneByOne(InputStream source) throws IOException {
    byte[] bytes = source.readAllBytes();
    Stream<InputStream> parts =
        IntStream.range(0, bytes.length).mapToObj(i -> new ByteArrayInputStream(bytes, i, 1));
    return new SequenceInputStream(Collections.enumeration(parts.toList()));
  }
}
