package dev.jstack.runtime.build.file;

import dev.jstack.runtime.layer.ArchiveException;
import dev.jstack.runtime.layer.Compression;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Tells by its content whether a file that ADD names is a tar, compressed or not. */
public final class LocalArchive {
  public static final int HEADER = 512;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int BUFFER = 1 << 18;

  private LocalArchive() {}

  /** The plain tar; empty when the file is none. A file that claims to be xz is an error. */
  public static Optional<InputStream> tar(Fd file) {
    try {
      var plain = Compression.open(new BufferedInputStream(new FileInput(file), BUFFER));
      var peeking = new PushbackInputStream(plain, HEADER);
      var header = peeking.readNBytes(HEADER);
      peeking.unread(header);
      return isHeader(header) ? Optional.of(peeking) : Optional.empty();
    } catch (ArchiveException e) {
      throw e;
    } catch (IOException e) {
      // Neither a tar nor what its first bytes promised: copied as it is.
      return Optional.empty();
    }
  }

  /** The sum of all bytes, the checksum's own read as blanks (tar(5)). */
  public static boolean isHeader(byte[] header) {
    if (header.length < HEADER || header[0] == 0) {
      return false;
    }
    var field = Arrays.copyOfRange(header, CHECKSUM, CHECKSUM + CHECKSUM_LENGTH);
    var text = new String(field, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    if (!text.matches("[0-7]{1,7}")) {
      return false;
    }
    int sum = CHECKSUM_LENGTH * ' ';
    for (int i = 0; i < HEADER; i++) {
      boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
      sum += own ? 0 : header[i] & 0xff;
    }
    return sum == Integer.parseInt(text, 8);
  }
}
