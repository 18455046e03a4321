package dev.jstack.cli.copy;

import org.jspecify.annotations.Nullable;

/**
 * One end of a copy: {@code web:/etc/hosts}, {@code ./web:1}, or {@code -} for a stream.
 *
 * @param container whose file it is; null for this machine
 */
record CopyPath(@Nullable String container, String path) {
  private static final String STREAM = "-";

  /** What begins with a slash or a dot is a path of this machine, whatever follows. */
  static CopyPath parse(String text) {
    int colon = text.indexOf(':');
    if (text.startsWith("/") || text.startsWith(".") || colon <= 0) {
      return new CopyPath(null, text);
    }
    return new CopyPath(text.substring(0, colon), text.substring(colon + 1));
  }

  boolean isStream() {
    return container == null && path.equals(STREAM);
  }
}
