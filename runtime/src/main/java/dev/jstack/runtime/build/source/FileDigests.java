package dev.jstack.runtime.build.source;

import dev.jstack.runtime.linux.FileStat;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Digests of files' contents, remembered by inode, change time and size. The kernel moves the
 * change time with every write, but only every few milliseconds: a digest is kept only if the file
 * had been left alone for longer than that when it was read.
 */
public final class FileDigests {
  private static final long QUIET_MILLIS = 20;
  private static final int KEPT = 120_000;

  private record Key(long device, long inode) {}

  private record Known(long seconds, int nanos, long size, FileFacts facts) {
    boolean isOf(FileStat stat) {
      return seconds == stat.changedSeconds()
          && nanos == stat.changedNanos()
          && size == stat.size();
    }
  }

  private final InstantSource clock;
  private final Map<Key, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > KEPT;
        }
      };

  public FileDigests() {
    this(InstantSource.system());
  }

  FileDigests(InstantSource clock) {
    this.clock = clock;
  }

  /** Of the file as it is now, if it has been read since it changed. */
  Optional<FileFacts> find(FileStat stat) {
    synchronized (known) {
      return Optional.ofNullable(known.get(key(stat))).filter(k -> k.isOf(stat)).map(Known::facts);
    }
  }

  /** The time to hand to {@link #learn}, taken before the file is read. */
  long now() {
    return clock.millis();
  }

  /** The file was read at {@code readAt} and was like this. */
  void learn(FileStat stat, FileFacts facts, long readAt) {
    if (readAt - millis(stat) < QUIET_MILLIS) {
      return;
    }
    var value = new Known(stat.changedSeconds(), stat.changedNanos(), stat.size(), facts);
    synchronized (known) {
      known.put(key(stat), value);
    }
  }

  private static Key key(FileStat stat) {
    return new Key(stat.device(), stat.inode());
  }

  private static long millis(FileStat stat) {
    return stat.changedSeconds() * 1000 + stat.changedNanos() / 1_000_000;
  }
}
