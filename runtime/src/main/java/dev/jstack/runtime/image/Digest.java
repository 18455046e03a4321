package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.NativeSha256;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A sha256 digest, the name of a blob in the image store. Written {@code sha256:<64 hex digits>}.
 */
public record Digest(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final String PREFIX = "sha256:";
  private static final int SMALL = 1 << 14;

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "digest: expected 64 lower-case hex digits, got \"" + hex + "\"");
    }
  }

  /** Reads the {@code sha256:...} form; other algorithms are refused. */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("digest: expected \"sha256:...\", got \"" + text + "\"");
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /** Of a file that is called by its digits. */
  static Optional<Digest> ofName(Path file) {
    String name = file.getFileName().toString();
    return HEX.matcher(name).matches() ? Optional.of(new Digest(name)) : Optional.empty();
  }

  /** The digest of these bytes. */
  public static Digest of(byte[] content) {
    var sha256 = content.length < SMALL ? platformSha256() : sha256();
    sha256.update(content);
    return of(sha256);
  }

  /** The digest of what {@code sha256} was fed. */
  public static Digest of(MessageDigest sha256) {
    return new Digest(HexFormat.of().formatHex(sha256.digest()));
  }

  /** A fresh SHA-256, the fastest that this machine has. */
  public static MessageDigest sha256() {
    return NativeSha256.create().orElseGet(Digest::platformSha256);
  }

  private static MessageDigest platformSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The first twelve digits, as Docker shows ids. */
  public String shortHex() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
