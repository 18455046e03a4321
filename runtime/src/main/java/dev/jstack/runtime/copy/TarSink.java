package dev.jstack.runtime.copy;

import dev.jstack.runtime.layer.TarHeader;
import dev.jstack.runtime.linux.RawPath;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Writes an archive. */
final class TarSink implements Sink {
  /** How much is read of a file that says it is empty: those of /proc do. */
  private static final int UNSIZED = 1 << 20;

  private final OutputStream out;
  private final TarHeader header;
  private final byte[] buffer = new byte[1 << 17];

  TarSink(OutputStream out) {
    this.out = out;
    this.header = new TarHeader(out);
  }

  @Override
  public void put(Entry entry, InputStream content) throws IOException {
    switch (entry.stat().kind()) {
      case DIRECTORY -> write(TarHeader.DIRECTORY, entry, RawPath.EMPTY);
      case SYMLINK -> write(TarHeader.SYMLINK, entry, entry.target());
      case CHARACTER_DEVICE -> write(TarHeader.CHARACTER_DEVICE, entry, RawPath.EMPTY);
      case BLOCK_DEVICE -> write(TarHeader.BLOCK_DEVICE, entry, RawPath.EMPTY);
      case FIFO -> write(TarHeader.FIFO, entry, RawPath.EMPTY);
      case REGULAR -> file(entry, content);
      case SOCKET, UNKNOWN -> {}
    }
  }

  private void write(char type, Entry entry, RawPath link) throws IOException {
    header.write(type, name(entry), link, entry.stat(), 0, Map.of());
  }

  private static RawPath name(Entry entry) {
    String name = entry.path().isEmpty() ? "." : entry.path().bytes();
    return new RawPath(entry.stat().isDirectory() ? name + "/" : name);
  }

  private void file(Entry entry, InputStream content) throws IOException {
    var first = entry.hardLink();
    if (first != null) {
      write(TarHeader.HARD_LINK, entry, first);
      return;
    }
    long size = entry.stat().size();
    byte[] unsized = size == 0 ? content.readNBytes(UNSIZED) : new byte[0];
    long length = size + unsized.length;
    header.write(TarHeader.FILE, name(entry), RawPath.EMPTY, entry.stat(), length, entry.xattrs());
    out.write(unsized);
    copy(entry, content, size);
    header.pad(length);
  }

  private void copy(Entry entry, InputStream content, long size) throws IOException {
    long left = size;
    while (left > 0) {
      int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException("\"" + entry.path() + "\" became shorter while it was read");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  @Override
  public void finish() throws IOException {
    header.end();
    out.flush();
  }
}
