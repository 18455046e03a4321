package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;

/** The files changed between hashing and copying. */
final class ChangedException extends JstackException {
  private static final long serialVersionUID = 1;

  ChangedException() {
    super("the files to copy keep changing while they are copied");
  }
}
