package dev.jstack.runtime.image;

import java.nio.file.Path;

/** One lower layer of a container's overlay. */
public sealed interface Lower {
  /**
   * A directory of the store. {@code alias} is a short symbolic link to it, which keeps the options
   * of the old mount call under a page.
   */
  record Directory(Path path, Path alias) implements Lower {}

  /** The machine's own root file system, masked; always the lowest. */
  record Host(HostRootfs base) implements Lower {}
}
