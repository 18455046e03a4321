package dev.jstack.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of an image archive, read at random and by several threads at once. */
interface Archive extends AutoCloseable {
  /** An uncompressed tar, or the directory that it would be unpacked to. */
  static Archive open(Path place) throws IOException {
    return Files.isDirectory(place) ? DirectoryArchive.open(place) : TarArchive.open(place);
  }

  boolean has(String name);

  /** A document, whole. */
  byte[] document(String name, int largest) throws IOException;

  /** The caller closes it. */
  InputStream stream(String name) throws IOException;

  @Override
  void close() throws IOException;
}
