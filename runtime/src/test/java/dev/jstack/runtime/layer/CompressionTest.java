package dev.jstack.runtime.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
  private static final byte[] TEXT = "some text ".repeat(500).getBytes(StandardCharsets.UTF_8);

  @Test
  void gzipOfSeveralMembersIsOneStream() throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(gzip(TEXT));
    out.write(gzip(TEXT));

    assertThat(plain(out.toByteArray())).hasSize(2 * TEXT.length);
  }

  @Test
  void zstdIsToldByItsFirstBytes() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zstd = new ZstdOutputStream(out)) {
      zstd.write(TEXT);
    }

    assertThat(plain(out.toByteArray())).isEqualTo(TEXT);
  }

  @Test
  void whatIsNotCompressedStaysAsItIs() throws IOException {
    assertThat(plain(TEXT)).isEqualTo(TEXT);
    assertThat(plain(new byte[] {1})).containsExactly(1);
    assertThat(plain(new byte[0])).isEmpty();
  }

  @Test
  void xzAndBzip2AreReadToo() throws IOException {
    var xz = new ByteArrayOutputStream();
    try (var out = new XZOutputStream(xz, new LZMA2Options(6))) {
      out.write(TEXT);
    }
    var bzip2 = new ByteArrayOutputStream();
    try (var out = new BZip2CompressorOutputStream(bzip2)) {
      out.write(TEXT);
    }

    assertThat(plain(xz.toByteArray())).isEqualTo(TEXT);
    assertThat(plain(bzip2.toByteArray())).isEqualTo(TEXT);
  }

  @Test
  void xzThatNeedsTooMuchMemoryIsRefusedWithAHint() throws IOException {
    var options = new LZMA2Options(0);
    options.setDictSize(200 << 20);
    var xz = new ByteArrayOutputStream();
    try (var out = new XZOutputStream(xz, options)) {
      out.write(TEXT);
    }

    assertThatThrownBy(() -> plain(xz.toByteArray())).hasMessageContaining("unxz it first");
  }

  @Test
  void gzipMembersThatComeLateAreRead() throws IOException {
    var first = new ByteArrayInputStream(gzip(TEXT));
    var second = new ByteArrayInputStream(gzip(TEXT));
    var slow =
        new SequenceInputStream(first, second) {
          @Override
          public int available() {
            return 0;
          }
        };

    try (var input = Compression.open(slow)) {
      assertThat(input.readAllBytes()).hasSize(2 * TEXT.length);
    }
  }

  @Test
  void aZstdWindowBeyondWhatIsReadableIsRefused() {
    byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (21 << 3), 1, 0, 0};

    assertThatThrownBy(() -> plain(frame)).hasMessageContaining("indow");
  }

  @Test
  void skippableFramesOfZstdAreSkipped() throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3});
    for (int i = 0; i < 2; i++) {
      try (var zstd = new ZstdOutputStream(out)) {
        zstd.write(TEXT);
      }
    }

    assertThat(plain(out.toByteArray())).hasSize(2 * TEXT.length);
  }

  @Test
  void cutOffStreamsAreRefused() throws IOException {
    byte[] whole = gzip(TEXT);

    assertThatThrownBy(() -> plain(Arrays.copyOf(whole, whole.length - 9)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aStreamThatExpandsWithoutEndIsRefused() throws IOException {
    byte[] zeros = gzip(new byte[4 << 20]);
    var limits = new BoundedExpansion.Limits(1 << 20, 200, 256);

    assertThatThrownBy(
            () -> {
              try (InputStream input = Compression.open(new ByteArrayInputStream(zeros), limits)) {
                input.transferTo(new ByteArrayOutputStream());
              }
            })
        .hasMessageContaining("more than 200 times its size");
  }

  @Test
  void theLimitsMayBeOthers() throws IOException {
    byte[] zeros = gzip(new byte[4 << 20]);
    var generous = new BoundedExpansion.Limits(1 << 20, 2000, 1);
    var strict = new BoundedExpansion.Limits(1 << 20, 2000, 0);

    try (var input = Compression.open(new ByteArrayInputStream(zeros), generous)) {
      assertThat(input.readAllBytes()).hasSize(4 << 20);
    }
    try (var input = Compression.open(new ByteArrayInputStream(zeros), strict)) {
      assertThatThrownBy(input::readAllBytes).hasMessageContaining("more than 0 GiB");
    }
  }

  private static byte[] plain(byte[] content) throws IOException {
    try (var input = Compression.open(new ByteArrayInputStream(content))) {
      return input.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
