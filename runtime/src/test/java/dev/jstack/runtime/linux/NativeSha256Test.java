package dev.jstack.runtime.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeSha256Test {
  private MessageDigest sha256;

  @BeforeEach
  void create() throws NoSuchAlgorithmException {
    var made = NativeSha256.create();
    assumeThat(made).isPresent();
    sha256 = made.orElseThrow();
  }

  @Test
  void theEmptyTextHasItsKnownDigest() {
    assertThat(HexFormat.of().formatHex(sha256.digest()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 4095, 4096, 4097, 8192, 262_144, 262_145, 1_000_000})
  void anySizeInAnyPiecesGivesThePlatformsDigest(int size) throws NoSuchAlgorithmException {
    var random = new Random(size);
    byte[] content = new byte[size];
    random.nextBytes(content);

    for (int at = 0; at < size; ) {
      int piece = Math.min(size - at, 1 + random.nextInt(random.nextBoolean() ? 10 : size));
      if (piece == 1) {
        sha256.update(content[at]);
      } else {
        sha256.update(content, at, piece);
      }
      at += piece;
    }

    assertThat(sha256.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
  }

  @Test
  void itStartsAnewAfterADigest() {
    sha256.update(new byte[5000]);
    byte[] first = sha256.digest();
    sha256.update(new byte[5000]);

    assertThat(sha256.digest()).isEqualTo(first);
  }
}
