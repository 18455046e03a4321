package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A part of a file as a stream; several may read the same channel at once. */
final class FileRegion extends InputStream {
  private static final long LARGEST_HEADERS = 1 << 20;

  private final FileChannel file;
  private final long end;
  private long position;
  private long allowed = Long.MAX_VALUE;

  FileRegion(FileChannel file, long start, long size) {
    this.file = file;
    this.position = start;
    this.end = start + size;
  }

  /** Likewise, but no more than a mebibyte may be read of it. */
  static FileRegion ofHeaders(FileChannel file, long start, long size) {
    var region = new FileRegion(file, start, size);
    region.allowed = LARGEST_HEADERS;
    return region;
  }

  /** Where in the file the next byte is. */
  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    int wanted = (int) Math.min(length, end - position);
    if (wanted <= 0) {
      return length == 0 ? 0 : -1;
    }
    if (wanted > allowed) {
      throw new ArchiveException("archive has more than 1 MiB of headers in one place");
    }
    int count = file.read(ByteBuffer.wrap(target, offset, wanted), position);
    position += Math.max(0, count);
    allowed -= allowed == Long.MAX_VALUE ? 0 : Math.max(0, count);
    return count;
  }
}
