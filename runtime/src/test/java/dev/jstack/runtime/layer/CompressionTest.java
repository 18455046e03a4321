package dev.jstack.runtime.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

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
  void xzIsRefusedWithAHint() {
    byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0};

    assertThatThrownBy(() -> plain(xz)).hasMessageContaining("unxz");
  }

  @Test
  void aStreamThatExpandsWithoutEndIsRefused() throws IOException {
    byte[] zeros = gzip(new byte[4 << 20]);

    assertThatThrownBy(
            () -> {
              try (InputStream input = Compression.open(new ByteArrayInputStream(zeros), 1 << 20)) {
                input.transferTo(new ByteArrayOutputStream());
              }
            })
        .hasMessageContaining("more than 200 times its size");
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
