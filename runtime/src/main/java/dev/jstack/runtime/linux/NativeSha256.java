package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * SHA-256 by the machine's libcrypto. The engine's JVM has only the quick compiler, which keeps it
 * small but makes the JDK's own SHA-256 ten times slower than the processor can do it.
 */
public final class NativeSha256 extends MessageDigest {
  private static final int DIGEST_BYTES = 32;

  /** SHA256_CTX has 112. */
  private static final int CONTEXT_BYTES = 128;

  private static final int BUFFER = 4096;

  private final Memory context = new Memory(CONTEXT_BYTES);
  private final byte[] buffer = new byte[BUFFER];
  private int buffered;

  private NativeSha256() {
    super("SHA-256");
    engineReset();
  }

  /** A fresh one, unless the machine has no libcrypto. */
  public static Optional<MessageDigest> create() {
    return LibCrypto.isPresent() ? Optional.of(new NativeSha256()) : Optional.empty();
  }

  @Override
  protected int engineGetDigestLength() {
    return DIGEST_BYTES;
  }

  @Override
  protected void engineReset() {
    buffered = 0;
    LibCrypto.SHA256_Init(context);
  }

  @Override
  protected void engineUpdate(byte input) {
    if (buffered == BUFFER) {
      flush();
    }
    buffer[buffered++] = input;
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    if (length > BUFFER - buffered) {
      flush();
    }
    if (length > BUFFER) {
      pass(input, offset, length);
      return;
    }
    System.arraycopy(input, offset, buffer, buffered, length);
    buffered += length;
  }

  private void flush() {
    int length = buffered;
    buffered = 0;
    pass(buffer, 0, length);
  }

  private void pass(byte[] input, int offset, int length) {
    try (var scratch = Scratch.take()) {
      long address = scratch.reserve(Math.min(length, Scratch.BYTES));
      for (int done = 0; done < length; done += Scratch.BYTES) {
        int count = Math.min(length - done, Scratch.BYTES);
        scratch.memory().write(0, input, offset + done, count);
        LibCrypto.SHA256_Update(context, address, count);
      }
    }
  }

  @Override
  protected byte[] engineDigest() {
    flush();
    try (var scratch = Scratch.take()) {
      LibCrypto.SHA256_Final(scratch.memory(), context);
      byte[] digest = scratch.memory().getByteArray(0, DIGEST_BYTES);
      engineReset();
      return digest;
    }
  }

  @Override
  protected int engineDigest(byte[] target, int offset, int length) throws DigestException {
    if (length < DIGEST_BYTES) {
      throw new DigestException("room for " + DIGEST_BYTES + " bytes is needed");
    }
    System.arraycopy(engineDigest(), 0, target, offset, DIGEST_BYTES);
    return DIGEST_BYTES;
  }
}
