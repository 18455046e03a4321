package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An uncompressed tar on disk. Only its table of contents is in memory. */
final class TarArchive implements Archive {
  private static final int LONGEST_CHAIN = 8;
  private static final int MOST_ENTRIES = 100_000;
  private static final int RECORD = 512;

  private final FileChannel file;
  private final Map<String, Part> parts = new HashMap<>();

  private record Part(long offset, long size, String link) {}

  private TarArchive(FileChannel file) {
    this.file = file;
  }

  /** Nothing is unpacked. */
  static TarArchive open(Path tar) throws IOException {
    var archive = new TarArchive(FileChannel.open(tar));
    try {
      archive.readTable();
      return archive;
    } catch (ArchiveException e) {
      archive.close();
      throw e;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      archive.close();
      throw new ArchiveException("not an image archive: " + e.getMessage(), e);
    }
  }

  /** Each entry by a reader of its own, which doesn't know how to skip without reading. */
  private void readTable() throws IOException {
    long at = 0;
    for (int entries = 0; at < file.size(); entries++) {
      if (entries == MOST_ENTRIES) {
        throw new ArchiveException("image archive has more than " + MOST_ENTRIES + " entries");
      }
      var rest = FileRegion.ofHeaders(file, at, file.size() - at);
      var entry = new TarArchiveInputStream(rest, RECORD, RECORD, "ISO-8859-1").getNextEntry();
      if (entry == null) {
        return;
      }
      add(entry, rest.position());
      long size = entry.isDirectory() ? 0 : entry.getSize();
      at = rest.position() + (size + RECORD - 1) / RECORD * RECORD;
    }
  }

  private void add(TarArchiveEntry entry, long offset) throws IOException {
    var name = clean(entry.getName());
    if (entry.isSymbolicLink()) {
      var parent = new RawPath(name).parent();
      parts.put(name, new Part(0, 0, normal(parent.resolve(new RawPath(entry.getLinkName())))));
    } else if (entry.isLink()) {
      parts.put(name, new Part(0, 0, clean(entry.getLinkName())));
    } else if (entry.isFile() && !entry.isSparse()) {
      if (entry.getSize() < 0 || entry.getSize() > file.size() - offset) {
        throw new ArchiveException("image archive: " + name + " is cut off");
      }
      parts.put(name, new Part(offset, entry.getSize(), ""));
    }
  }

  private static String clean(String name) {
    return new RawPath(name).clean().bytes();
  }

  /** Names are only compared with other names here, so {@code ..} is harmless. */
  private static String normal(RawPath path) {
    var kept = new ArrayDeque<String>();
    for (String component : path.components()) {
      if (component.equals("..")) {
        kept.pollLast();
      } else {
        kept.addLast(component);
      }
    }
    return String.join("/", kept);
  }

  @Override
  public boolean has(String name) {
    return find(name).isPresent();
  }

  @Override
  public byte[] document(String name, int largest) throws IOException {
    var part = require(name);
    if (part.size() > largest) {
      throw new ArchiveException(
          "image archive: " + name + " is larger than " + largest + " bytes");
    }
    byte[] content = stream(part).readNBytes((int) part.size());
    if (content.length != part.size()) {
      throw new ArchiveException("image archive: " + name + " is cut off");
    }
    return content;
  }

  @Override
  public InputStream stream(String name) {
    return stream(require(name));
  }

  private InputStream stream(Part part) {
    return new FileRegion(file, part.offset(), part.size());
  }

  private Part require(String name) {
    return find(name)
        .orElseThrow(() -> new ArchiveException("image archive: " + name + " is missing"));
  }

  /** Docker once wrote equal layers as links to the first. */
  private Optional<Part> find(String name) {
    var part = parts.get(clean(name));
    for (int i = 0; part != null && !part.link().isEmpty(); i++) {
      if (i == LONGEST_CHAIN) {
        return Optional.empty();
      }
      part = parts.get(part.link());
    }
    return Optional.ofNullable(part);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
