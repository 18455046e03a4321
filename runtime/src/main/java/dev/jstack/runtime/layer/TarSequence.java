package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * The canonical tar of a layer, written while its files are made and not read again. That works as
 * long as they are made in the tar's order; when they are not, or when something can't be told
 * without looking, the sequence is {@linkplain #spoil spoiled} and {@link CanonicalTar} reads the
 * finished directory instead. One thread's.
 */
public final class TarSequence implements AutoCloseable {
  private static final int BUFFER = 1 << 18;
  private static final byte[] NOTHING = {};

  private final OutputStream out;
  private final TarHeader header;
  private RawPath last = RawPath.EMPTY;
  private byte[] buffer = NOTHING;
  private boolean spoiled;
  private boolean ended;
  private long bytes;

  /** Closing the sequence closes {@code out}. */
  public TarSequence(OutputStream out) {
    this.out = out;
    this.header = new TarHeader(out);
  }

  /** The directory has to be read after all. */
  public void spoil() {
    spoiled = true;
  }

  public boolean isSpoiled() {
    return spoiled;
  }

  /** The bytes of the regular files so far. */
  public long bytes() {
    return bytes;
  }

  /**
   * Anything without contents: a directory, a link, a node. {@code target} is a link's, or empty.
   */
  public void entry(RawPath path, FileStat stat, RawPath target, Map<String, byte[]> xattrs)
      throws IOException {
    if (follows(path)) {
      var name = stat.isDirectory() ? new RawPath(path.bytes() + "/") : path;
      header.write(type(stat.kind()), name, target, stat, 0, xattrs);
    }
  }

  /** Another name of a file that is in the sequence already. */
  public void hardLink(RawPath path, FileStat stat, RawPath first) throws IOException {
    if (follows(path)) {
      header.write(TarHeader.HARD_LINK, path, first, stat, 0, Map.of());
    }
  }

  public void file(RawPath path, FileStat stat, byte[] contents, Map<String, byte[]> xattrs)
      throws IOException {
    if (follows(path)) {
      header.write(TarHeader.FILE, path, RawPath.EMPTY, stat, contents.length, xattrs);
      out.write(contents);
      pad(contents.length);
    }
  }

  /** Reads as much as {@code stat} says; EOFException if there is less. */
  public void file(RawPath path, FileStat stat, InputStream contents, Map<String, byte[]> xattrs)
      throws IOException {
    if (!follows(path)) {
      return;
    }
    header.write(TarHeader.FILE, path, RawPath.EMPTY, stat, stat.size(), xattrs);
    if (buffer.length == 0) {
      buffer = new byte[BUFFER];
    }
    for (long left = stat.size(); left > 0; ) {
      int count = contents.read(buffer, 0, (int) Math.min(BUFFER, left));
      if (count < 0) {
        throw new EOFException("\"" + path + "\" became shorter while it was read");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
    pad(stat.size());
  }

  private void pad(long size) throws IOException {
    header.pad(size);
    bytes += size;
  }

  /** Writes the end, once; nothing may come after it. */
  public void end() throws IOException {
    if (!ended && !spoiled) {
      header.end();
    }
    ended = true;
  }

  /** Whether {@code path} comes next; a name that deletes is for the reader to refuse. */
  private boolean follows(RawPath path) {
    boolean marker = path.name().bytes().startsWith(Whiteout.PREFIX);
    spoiled = spoiled || ended || marker || compare(last.bytes(), path.bytes()) >= 0;
    last = path;
    return !spoiled;
  }

  /** Component by component, so that a directory's entries follow it at once. */
  private static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return x == '/' ? -1 : y == '/' ? 1 : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static char type(FileKind kind) {
    return switch (kind) {
      case DIRECTORY -> TarHeader.DIRECTORY;
      case SYMLINK -> TarHeader.SYMLINK;
      case CHARACTER_DEVICE -> TarHeader.CHARACTER_DEVICE;
      case BLOCK_DEVICE -> TarHeader.BLOCK_DEVICE;
      case FIFO -> TarHeader.FIFO;
      case REGULAR, SOCKET, UNKNOWN -> throw new IllegalArgumentException("not an entry: " + kind);
    };
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
