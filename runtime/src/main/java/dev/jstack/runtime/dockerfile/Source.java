package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.SourceLocation;

/**
 * Where an instruction stands, and its text.
 *
 * @param start of its first word
 * @param lastLine with continuations and here-documents
 * @param text on one line: continuations joined, comments dropped, without here-document bodies
 */
public record Source(SourceLocation start, int lastLine, String text) {
  public int firstLine() {
    return start.line();
  }
}
