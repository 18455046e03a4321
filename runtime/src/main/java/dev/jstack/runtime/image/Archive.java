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
import org.apache.commons.compress.archivers.tar.TarFile;

/** The files of an uncompressed tar on disk, read at random and by several threads at once. */
final class Archive implements AutoCloseable {
  private static final int LONGEST_CHAIN = 8;

  private final FileChannel file;
  private final Map<String, Part> parts = new HashMap<>();

  private record Part(long offset, long size, String link) {}

  private Archive(FileChannel file) {
    this.file = file;
  }

  /** Reads the table of contents; nothing is unpacked. */
  static Archive open(Path tar) throws IOException {
    var archive = new Archive(FileChannel.open(tar));
    try (var table = new TarFile(tar, "ISO-8859-1")) {
      table.getEntries().forEach(archive::add);
      return archive;
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw new ArchiveException("not an image archive: " + e.getMessage(), e);
    }
  }

  private void add(TarArchiveEntry entry) {
    var name = clean(entry.getName());
    if (entry.isSymbolicLink()) {
      var parent = new RawPath(name).parent();
      parts.put(name, new Part(0, 0, normal(parent.resolve(new RawPath(entry.getLinkName())))));
    } else if (entry.isLink()) {
      parts.put(name, new Part(0, 0, clean(entry.getLinkName())));
    } else if (entry.isFile()) {
      parts.put(name, new Part(entry.getDataOffset(), entry.getSize(), ""));
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

  boolean has(String name) {
    return find(name).isPresent();
  }

  /** A document, whole. */
  byte[] document(String name, int largest) throws IOException {
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

  InputStream stream(String name) {
    return stream(require(name));
  }

  long size(String name) {
    return require(name).size();
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
