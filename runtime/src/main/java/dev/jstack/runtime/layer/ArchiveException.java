package dev.jstack.runtime.layer;

import dev.jstack.runtime.JstackException;

/** An archive is damaged, or an entry of it is not one that a layer may have. */
public final class ArchiveException extends JstackException {
  private static final long serialVersionUID = 1;

  public ArchiveException(String message) {
    super(message);
  }

  public ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
