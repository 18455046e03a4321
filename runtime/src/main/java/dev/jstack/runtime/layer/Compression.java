package dev.jstack.runtime.layer;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** How a stream is compressed, told by its first bytes and never by a name or media type. */
public enum Compression {
  NONE,
  GZIP,
  ZSTD,
  BZIP2,
  XZ;

  private static final int MAGIC = 6;
  private static final int BUFFER = 1 << 16;

  /** What {@code xz -9} needs is 65 MiB; that of the wildest presets is the engine's whole heap. */
  private static final int XZ_KIBIBYTES = 80 << 10;

  /** The plain bytes of {@code source}, however it is compressed; an absurd amount is refused. */
  public static InputStream open(InputStream source) throws IOException {
    return open(source, BoundedExpansion.Limits.USUAL);
  }

  static InputStream open(InputStream source, BoundedExpansion.Limits limits) throws IOException {
    var peeking = new PushbackInputStream(source, MAGIC);
    byte[] start = peeking.readNBytes(MAGIC);
    peeking.unread(start);
    var compression = of(start);
    if (compression == NONE) {
      return peeking;
    }
    var counted = new BoundedExpansion.Counted(peeking);
    return new BoundedExpansion(compression.decompress(counted), counted, limits);
  }

  private InputStream decompress(InputStream source) throws IOException {
    return switch (this) {
      case NONE -> source;
      case GZIP -> new GZIPInputStream(new Unending(source), BUFFER);
      case ZSTD -> new ZstdInputStream(new ZstdFrames(source));
      case BZIP2 -> new BZip2CompressorInputStream(source, true);
      case XZ -> new Xz(source);
    };
  }

  /** What a block needs is known when it is reached. */
  private static final class Xz extends FilterInputStream {
    Xz(InputStream source) throws IOException {
      super(new XZInputStream(source, XZ_KIBIBYTES));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (MemoryLimitException e) {
        throw new ArchiveException("xz archive needs more than 80 MiB of memory; unxz it first", e);
      }
    }
  }

  /**
   * The JDK's reader looks for a further gzip member only if there is something available, which a
   * slow pipe hasn't.
   */
  private static final class Unending extends FilterInputStream {
    Unending(InputStream source) {
      super(source);
    }

    @Override
    public int available() {
      return 1;
    }
  }

  /** Of a file that begins with these bytes. */
  public static Compression of(byte[] start) {
    if (begins(start, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (begins(start, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(start)) {
      return ZSTD;
    }
    if (begins(start, 'B', 'Z', 'h')) {
      return BZIP2;
    }
    return begins(start, 0xfd, '7', 'z', 'X', 'Z', 0) ? XZ : NONE;
  }

  private static boolean isSkippableFrame(byte[] start) {
    return start.length >= 4
        && (start[0] & 0xf0) == 0x50
        && (start[1] & 0xff) == 0x2a
        && (start[2] & 0xff) == 0x4d
        && (start[3] & 0xff) == 0x18;
  }

  private static boolean begins(byte[] start, int... magic) {
    if (start.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((start[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
