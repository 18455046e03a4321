package dev.jstack.runtime.copy;

import dev.jstack.runtime.layer.Compression;
import dev.jstack.runtime.layer.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads an archive to its end, however it is compressed. */
final class TarSource {
  private TarSource() {}

  /** Returns how many bytes the files have. */
  static long copy(InputStream archive, Sink sink) throws IOException {
    var reader = new TarReader(Compression.open(archive));
    long bytes = 0;
    for (var member = reader.next(); member != null; member = reader.next()) {
      bytes += member.size();
      sink.put(Entry.of(member), new Content(reader));
    }
    return bytes;
  }

  /** The bytes of the reader's present entry. */
  private static final class Content extends InputStream {
    private final TarReader reader;
    private final byte[] one = new byte[1];

    Content(TarReader reader) {
      this.reader = reader;
    }

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      boolean whole = offset == 0 && length == target.length;
      byte[] some = whole ? target : new byte[length];
      int count = reader.read(some);
      if (count > 0 && !whole) {
        System.arraycopy(some, 0, target, offset, count);
      }
      return count;
    }
  }
}
