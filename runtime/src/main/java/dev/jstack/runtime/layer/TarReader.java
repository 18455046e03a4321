package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a tar with names and attributes as bytes; hostile names are refused. */
public final class TarReader {
  private static final int RECORD = 512;
  private static final long LARGEST_SPARSE = 16L << 30;
  private static final long LARGEST_ID = 0xffff_fffeL;
  private static final int DEEPEST = 512;

  private final TarTap tap;
  private final TarArchiveInputStream tar;
  private int padding;
  private byte[] contents = {};
  private byte[] headers = {};
  private boolean keepsContent;

  public TarReader(InputStream source) {
    tap = new TarTap(source);
    tar = new TarArchiveInputStream(tap, RECORD, RECORD, "ISO-8859-1");
  }

  /** The next entry, or null at the end. Its contents are then read by {@link #read}. */
  public @Nullable TarMember next() throws IOException {
    contents = tap.take();
    var entry = nextEntry();
    headers = tap.take();
    if (entry == null) {
      if (headers.length > padding && (headers.length - padding) % RECORD != 0) {
        throw new ArchiveException("archive is damaged: it ends in the middle of a header");
      }
      return null;
    }
    var pax = PaxRecords.inHeaders(headers, padding);
    padding = entry.isDirectory() ? 0 : (int) (-entry.getSize() & (RECORD - 1));
    var member = member(entry, pax);
    keepsContent = member.sparse();
    return member;
  }

  private @Nullable TarArchiveEntry nextEntry() throws IOException {
    try {
      return tar.getNextEntry();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new ArchiveException("archive is damaged: " + e.getMessage(), e);
    }
  }

  /** What was read of a sparse entry since the last call, as it is in the archive. */
  byte[] drain() {
    return tap.take();
  }

  /** What lay between the entry's headers and those of the one before and wasn't read as file. */
  byte[] contents() {
    return contents;
  }

  /** The padding of the entry before, and the entry's own headers, byte by byte. */
  public byte[] headers() {
    return headers;
  }

  /** The entry's contents; -1 at their end. Holes of sparse files read as zeros. */
  public int read(byte[] buffer) throws IOException {
    tap.content(!keepsContent);
    try {
      return tar.read(buffer, 0, buffer.length);
    } finally {
      tap.content(false);
    }
  }

  /** Reads to the very end of the source, beyond the archive's own, and returns these bytes. */
  byte[] rest() throws IOException {
    byte[] buffer = new byte[8192];
    while (tap.read(buffer, 0, buffer.length) >= 0) {
      if (tap.keptBytes() > 1 << 20) {
        throw new ArchiveException("archive is followed by more than 1 MiB of other bytes");
      }
    }
    return tap.take();
  }

  private static TarMember member(TarArchiveEntry entry, PaxRecords pax) {
    var path = inside(pax.path().orElse(new RawPath(entry.getName())), "invalid entry name");
    var target = pax.linkPath().orElse(new RawPath(entry.getLinkName()));
    var kind = kind(entry, path);
    if (entry.getSize() != 0 && kind != FileKind.DIRECTORY && !hasContents(entry, kind)) {
      throw new ArchiveException("\"" + path + "\" has contents, but is not a file");
    }
    var modified = entry.getLastModifiedTime().toInstant();
    return new TarMember(
        path,
        kind,
        entry.isLink() ? inside(target, "hard link to an invalid name") : null,
        target,
        entry.getMode() & 07777,
        id(entry.getLongUserId(), path),
        id(entry.getLongGroupId(), path),
        modified.getEpochSecond(),
        modified.getNano(),
        FileStat.device(entry.getDevMajor(), entry.getDevMinor()),
        kind == FileKind.REGULAR ? size(entry, path) : 0,
        entry.isSparse(),
        pax.xattrs());
  }

  private static boolean hasContents(TarArchiveEntry entry, FileKind kind) {
    return kind == FileKind.REGULAR && !entry.isLink();
  }

  private static RawPath inside(RawPath name, String refusal) {
    var clean = name.clean();
    if (name.isEmpty() || clean.components().contains("..") || name.bytes().indexOf(0) >= 0) {
      throw new ArchiveException(refusal + " \"" + name + "\"");
    }
    if (clean.components().size() > DEEPEST) {
      throw new ArchiveException("archive has an entry more than 512 directories deep");
    }
    return clean;
  }

  private static long size(TarArchiveEntry entry, RawPath path) {
    long size = entry.getRealSize();
    if (size < 0 || (entry.isSparse() && size > LARGEST_SPARSE)) {
      throw new ArchiveException("\"" + path + "\" has an invalid size of " + size);
    }
    return size;
  }

  private static int id(long id, RawPath path) {
    if (id < 0 || id > LARGEST_ID) {
      throw new ArchiveException("\"" + path + "\" has an invalid owner " + id);
    }
    return (int) id;
  }

  /** Old archives have directories as files whose name ends with a slash. */
  private static FileKind kind(TarArchiveEntry entry, RawPath path) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_DIR -> FileKind.DIRECTORY;
      case TarConstants.LF_SYMLINK -> FileKind.SYMLINK;
      case TarConstants.LF_CHR -> FileKind.CHARACTER_DEVICE;
      case TarConstants.LF_BLK -> FileKind.BLOCK_DEVICE;
      case TarConstants.LF_FIFO -> FileKind.FIFO;
      case TarConstants.LF_NORMAL,
          TarConstants.LF_OLDNORM,
          TarConstants.LF_CONTIG,
          TarConstants.LF_LINK,
          TarConstants.LF_GNUTYPE_SPARSE ->
          entry.isDirectory() ? FileKind.DIRECTORY : FileKind.REGULAR;
      default ->
          throw new ArchiveException(
              "\"" + path + "\" is of the unknown type " + (char) entry.getLinkFlag());
    };
  }
}
