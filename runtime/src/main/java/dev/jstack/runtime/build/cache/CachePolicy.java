package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.build.cache.CacheRecord.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a prune of the build cache takes. Without any bound on space it takes all that it may;
 * otherwise what was used least recently, until the bounds hold.
 *
 * @param kinds only of these
 * @param shared also steps whose layers an image has anyway
 * @param unusedFor only what was not used for so long
 * @param reservedBytes so much is kept in any case
 * @param maxUsedBytes no more than this is kept; 0 is no bound
 * @param minFreeBytes so much of the disk is to be free; 0 is no bound
 */
public record CachePolicy(
    Set<Kind> kinds,
    boolean shared,
    Duration unusedFor,
    long reservedBytes,
    long maxUsedBytes,
    long minFreeBytes) {
  private static final long MEGABYTE = 1_000_000;
  private static final long MOST_MOUNTS = 512 * MEGABYTE;
  private static final long LEAST = 2_000 * MEGABYTE;

  public CachePolicy {
    kinds = Set.copyOf(kinds);
  }

  /** Everything. */
  public static CachePolicy all() {
    return new CachePolicy(Set.of(Kind.values()), true, Duration.ZERO, 0, 0, 0);
  }

  /**
   * What is done after builds without anybody asking, one after the other: cache mounts that were
   * not used for two days are the first to go, then what was not used for two months; all together
   * keeps to a tenth of the disk and leaves a twentieth of it free.
   */
  static List<CachePolicy> standard(long diskBytes) {
    long tenth = Math.max(LEAST, diskBytes / 10);
    return List.of(
        new CachePolicy(Set.of(Kind.MOUNT), true, Duration.ofDays(2), 0, MOST_MOUNTS, 0),
        new CachePolicy(Set.of(Kind.values()), true, Duration.ofDays(60), LEAST, LEAST, 0),
        new CachePolicy(Set.of(Kind.values()), true, Duration.ZERO, LEAST, tenth, diskBytes / 20));
  }

  /** Only of these kinds. */
  public CachePolicy of(Set<Kind> only) {
    return new CachePolicy(only, shared, unusedFor, reservedBytes, maxUsedBytes, minFreeBytes);
  }

  private boolean hasBounds() {
    return reservedBytes > 0 || maxUsedBytes > 0 || minFreeBytes > 0;
  }

  /** How many bytes of {@code used} may stay, as BuildKit reckons. */
  long keptBytes(long used, long free) {
    if (!hasBounds()) {
      return 0;
    }
    long kept = maxUsedBytes == 0 ? Long.MAX_VALUE : maxUsedBytes;
    if (minFreeBytes > free) {
      kept = Math.min(kept, used - (minFreeBytes - free));
    } else if (maxUsedBytes == 0) {
      kept = minFreeBytes > 0 ? used : reservedBytes;
    }
    return Math.max(kept, reservedBytes);
  }
}
