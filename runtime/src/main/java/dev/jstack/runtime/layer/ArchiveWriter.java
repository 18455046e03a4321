package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Writes a tar of read-only files of root's with no times: the same contents, the same bytes. */
public final class ArchiveWriter {
  private final OutputStream out;
  private final TarHeader header;

  public ArchiveWriter(OutputStream out) {
    this.out = out;
    this.header = new TarHeader(out);
  }

  public void directory(String name) throws IOException {
    var stat = stat(FileKind.DIRECTORY, 0755, 0);
    header.write(TarHeader.DIRECTORY, RawPath.of(name + "/"), RawPath.EMPTY, stat, 0, Map.of());
  }

  public void file(String name, byte[] content) throws IOException {
    file(name, content.length, target -> target.write(content));
  }

  /** {@code content} writes exactly {@code size} bytes. */
  public void file(String name, long size, Content content) throws IOException {
    var stat = stat(FileKind.REGULAR, 0444, size);
    header.write(TarHeader.FILE, RawPath.of(name), RawPath.EMPTY, stat, size, Map.of());
    content.writeTo(out);
    header.pad(size);
  }

  /** Ends the archive; the stream below stays open. */
  public void end() throws IOException {
    header.end();
    out.flush();
  }

  private static FileStat stat(FileKind kind, int permissions, long size) {
    return new FileStat(kind, permissions, 0, 0, size, 1, 0, 0, 0, 0, 0, 0, 0);
  }

  /** A file's bytes. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream target) throws IOException;
  }
}
