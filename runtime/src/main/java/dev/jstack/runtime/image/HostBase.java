package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.Fd;

/**
 * This machine's own root file system as a read-only tree, without its private directories: what
 * {@code image: host} and {@code FROM host} stand on.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class HostBase {
  HostBase() {}

  /**
   * The tree as a mount of its own, to be the lowest lower layer ({@code /proc/self/fd/N}). Mounted
   * on first use and kept; the caller doesn't close it.
   */
  public Fd tree() {
    throw new UnsupportedOperationException();
  }

  /** Changes with the machine's packages and files: the build cache's key of {@code FROM host}. */
  public Digest key() {
    throw new UnsupportedOperationException();
  }
}
