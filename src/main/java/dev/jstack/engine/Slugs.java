package dev.jstack.engine;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random parts of names. */
final class Slugs {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Slugs() {}

  /** Twelve hex digits. */
  static String fresh() {
    byte[] bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
