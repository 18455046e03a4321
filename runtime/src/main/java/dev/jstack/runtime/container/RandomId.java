package dev.jstack.runtime.container;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of containers and anonymous volumes: 64 random hex digits. */
final class RandomId {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private RandomId() {}

  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
