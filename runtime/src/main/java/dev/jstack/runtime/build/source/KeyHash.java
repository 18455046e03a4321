package dev.jstack.runtime.build.source;

import dev.jstack.runtime.image.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes a sequence of values so that no two different sequences read the same. */
public final class KeyHash {
  private final MessageDigest sha256 = Digest.sha256();

  public KeyHash(String kind) {
    add(kind);
  }

  public KeyHash add(byte[] bytes) {
    add(bytes.length);
    sha256.update(bytes);
    return this;
  }

  public KeyHash add(@Nullable String text) {
    return text == null ? add(-1) : add(text.getBytes(StandardCharsets.UTF_8));
  }

  public KeyHash add(long number) {
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  public KeyHash add(boolean truth) {
    return add(truth ? 1 : 0);
  }

  public KeyHash add(Digest digest) {
    return add(digest.hex());
  }

  public KeyHash add(List<String> texts) {
    add(texts.size());
    texts.forEach(this::add);
    return this;
  }

  public Digest digest() {
    return Digest.of(sha256);
  }
}
