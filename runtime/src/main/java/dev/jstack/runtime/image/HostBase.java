package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.Fd;
import java.nio.file.Path;
import java.util.List;

/**
 * This machine's own root file system as a read-only tree, without its private directories: what
 * {@code image: host} and {@code FROM host} stand on.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class HostBase {
  private final List<Path> hidden;

  HostBase(List<Path> hidden) {
    this.hidden = List.copyOf(hidden);
  }

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

  /** Its shell is what the machine has as {@code sh}. */
  static ImageConfig config() {
    var run =
        RunConfig.EMPTY
            .withEnv(List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"))
            .withCmd(List.of("sh"));
    var scratch = ImageConfig.scratch(Platform.current());
    return new ImageConfig(scratch.platform(), null, "", run, List.of(), List.of(), true);
  }
}
