package dev.jstack.runtime.build;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
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
  private static final int BUFFER = 1 << 18;
  private static final int KEPT = 20_000;

  private record Key(long device, long inode) {}

  private record Known(long seconds, int nanos, long size, Digest digest) {
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

  /** Of a regular file. */
  Digest of(Directory directory, RawPath name, FileStat stat) {
    var key = new Key(stat.device(), stat.inode());
    var remembered = remembered(key, stat);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    long now = clock.millis();
    var digest = read(directory, name);
    if (now - millis(stat) >= QUIET_MILLIS) {
      var value = new Known(stat.changedSeconds(), stat.changedNanos(), stat.size(), digest);
      synchronized (known) {
        known.put(key, value);
      }
    }
    return digest;
  }

  private Optional<Digest> remembered(Key key, FileStat stat) {
    synchronized (known) {
      return Optional.ofNullable(known.get(key)).filter(k -> k.isOf(stat)).map(Known::digest);
    }
  }

  private static long millis(FileStat stat) {
    return stat.changedSeconds() * 1000 + stat.changedNanos() / 1_000_000;
  }

  private static Digest read(Directory directory, RawPath name) {
    var sha256 = Digest.sha256();
    var buffer = new byte[BUFFER];
    try (var input = new FileInput(directory.open(name))) {
      int count = input.read(buffer, 0, BUFFER);
      while (count > 0) {
        sha256.update(buffer, 0, count);
        count = input.read(buffer, 0, BUFFER);
      }
    }
    return Digest.of(sha256);
  }
}
