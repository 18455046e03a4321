package dev.jstack.runtime.build.file;

import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.linux.FileStat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the attributes of files that are copied.
 *
 * @param owner null keeps the source's
 * @param mode null keeps the source's
 * @param foreign see {@link SourceTree#foreign}
 * @param time of the step: files from outside get it, those of images if theirs is later; null
 *     keeps them all
 */
public record CopyStyle(
    @Nullable Ownership owner, @Nullable ModeChange mode, boolean foreign, @Nullable Instant time) {

  public Ownership owner(FileStat stat) {
    if (owner != null) {
      return owner;
    }
    return foreign ? Ownership.ROOT : new Ownership(stat.uid(), stat.gid());
  }

  public int mode(FileStat stat) {
    return mode == null ? stat.permissions() : mode.apply(stat.permissions(), stat.isDirectory());
  }

  /** Of directories that must be there for others to lie in. */
  public Ownership parents() {
    return owner == null ? Ownership.ROOT : owner;
  }

  /** What the copy will be. */
  FileStat made(FileStat stat) {
    var owned = owner(stat);
    var made = stat.withOwner(mode(stat), owned.uid(), owned.gid());
    return replacesTime(stat) && time != null ? made.withModified(time.getEpochSecond()) : made;
  }

  private boolean replacesTime(FileStat stat) {
    return time != null && (foreign || !stat.modified().isBefore(time));
  }
}
