package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A blob that is hashed as it is read. At its end it must have had the size and digest that it is
 * described by.
 */
final class VerifiedInput extends FilterInputStream {
  private final Descriptor descriptor;
  private final MessageDigest sha256 = Digest.sha256();
  private long count;
  private boolean verified;

  VerifiedInput(InputStream source, Descriptor descriptor) {
    super(source);
    this.descriptor = descriptor;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    if (read < 0) {
      verify();
      return read;
    }
    sha256.update(target, offset, read);
    count += read;
    if (count > descriptor.size()) {
      throw wrong("more than " + descriptor.size() + " bytes");
    }
    return read;
  }

  private void verify() {
    if (verified) {
      return;
    }
    verified = true;
    if (count != descriptor.size()) {
      throw wrong(count + " bytes, not " + descriptor.size());
    }
    var actual = Digest.of(sha256);
    if (!actual.equals(descriptor.digest())) {
      throw wrong("the digest " + actual);
    }
  }

  private ArchiveException wrong(String what) {
    return new ArchiveException("blob " + descriptor.digest() + " has " + what);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
