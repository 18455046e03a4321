package dev.jstack.runtime.copy;

import java.io.IOException;
import java.io.InputStream;

/** Where files go: a directory, or an archive. */
interface Sink {
  /** Takes one; directories come before what is in them. {@code content} is a regular file's. */
  void put(Entry entry, InputStream content) throws IOException;

  /** After the last one. */
  void finish() throws IOException;
}
