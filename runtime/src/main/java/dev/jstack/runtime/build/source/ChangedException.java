package dev.jstack.runtime.build.source;

import dev.jstack.runtime.JstackException;

/** The files changed between hashing and copying. */
public final class ChangedException extends JstackException {
  private static final long serialVersionUID = 1;

  public ChangedException() {
    super("the files to copy keep changing while they are copied");
  }
}
