package dev.jstack.runtime.build.source;

import dev.jstack.runtime.linux.FileStat;

/**
 * One thing that a source pattern of COPY or ADD means.
 *
 * @param path below the tree's root; empty for the root itself
 * @param keep how much of the path counts from the end with {@code --parents}: what follows the
 *     pivot {@code /./}, or all of it
 */
public record Picked(String path, FileStat stat, String keep) {
  public boolean isDirectory() {
    return stat.isDirectory();
  }

  public String name() {
    return GoPath.name(path);
  }
}
