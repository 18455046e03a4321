package dev.jstack.runtime.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelGzipTest {
  private static byte[] compress(byte[] plain, int pieces) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new ParallelGzip(out)) {
      for (int from = 0; from < plain.length; from += pieces) {
        gzip.write(plain, from, Math.min(pieces, plain.length - from));
      }
      gzip.finish();
    }
    return out.toByteArray();
  }

  private static byte[] expand(byte[] compressed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
  }

  /** Repeats itself, but never for long. */
  private static byte[] text(int length) {
    var random = new Random(7);
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + random.nextInt(6));
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, GzipBlock.SIZE - 1, GzipBlock.SIZE, GzipBlock.SIZE + 1, 5_000_001})
  void whatIsCompressedExpandsToTheSameBytes(int length) throws IOException {
    byte[] plain = text(length);
    byte[] compressed = compress(plain, 70_001);
    assertThat(expand(compressed)).isEqualTo(plain);
    assertThat(compressed.length).isLessThan(length / 2 + 100);
  }

  @Test
  void howItIsWrittenMakesNoDifference() throws IOException {
    byte[] plain = text(1_000_000);
    assertThat(compress(plain, 512)).isEqualTo(compress(plain, 1_000_000));
  }

  @Test
  void denseBytesGrowHardly() throws IOException {
    byte[] plain = new byte[3_000_000];
    new Random(1).nextBytes(plain);
    byte[] compressed = compress(plain, plain.length);
    assertThat(expand(compressed)).isEqualTo(plain);
    assertThat(compressed.length).isLessThan(plain.length + 400);
  }

  @Test
  void theHeaderTellsNeitherTimeNorSystem() throws IOException {
    assertThat(compress(new byte[0], 1))
        .isEqualTo(
            new byte[] {
              0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0
            });
  }
}
