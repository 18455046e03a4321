package dev.jstack.engine.watch;

import dev.jstack.runtime.linux.RawPath;

/** Something to do when certain files change. */
interface Trigger {
  /** Whether a change of this path, below {@code /}, counts. */
  boolean concerns(RawPath path);
}
