package dev.jstack.runtime.build.source;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of one step's source files. What is read of small ones for the step's key is kept
 * until they are copied, so that they are read once, and what was hashed is what is copied.
 */
public final class SourceContents {
  /** Files up to this size are read whole. */
  public static final int SMALL = 1 << 16;

  private static final int BUFFER = 1 << 18;
  private static final long MOST_KEPT = 12 << 20;
  private static final long OVERHEAD = 256;

  /** A file at a moment: it can't change without one of these changing, but for very soon after. */
  private record Version(long device, long inode, long seconds, int nanos, long size) {
    static Version of(FileStat stat) {
      return new Version(
          stat.device(), stat.inode(), stat.changedSeconds(), stat.changedNanos(), stat.size());
    }
  }

  private record Kept(FileFacts facts, byte @Nullable [] bytes) {}

  private final FileDigests digests;
  private final MessageDigest sha256 = Digest.sha256();
  private final Map<Version, Kept> kept = new HashMap<>();
  private long size;

  public SourceContents(FileDigests digests) {
    this.digests = digests;
  }

  /** Of a regular file. */
  public FileFacts facts(Directory directory, RawPath name, FileStat stat) {
    var there = kept.get(Version.of(stat));
    if (there != null) {
      return there.facts;
    }
    return digests.find(stat).orElseGet(() -> read(directory, name, stat));
  }

  private FileFacts read(Directory directory, RawPath name, FileStat stat) {
    long now = digests.now();
    boolean attributed = isAttributed(directory, name);
    if (stat.size() <= SMALL) {
      return keep(stat, readSmall(directory, name, stat), attributed, now);
    }
    try (var input = new FileInput(directory.open(name))) {
      return keep(stat, new FileFacts(pass(input, null), attributed), null, now);
    }
  }

  private static boolean isAttributed(Directory directory, RawPath name) {
    return !FileAttributes.of(directory, name).isEmpty();
  }

  /** The bytes of a small file; those that were hashed, if they were. */
  public byte[] small(Directory directory, RawPath name, FileStat stat) {
    var there = kept.get(Version.of(stat));
    var bytes = there == null ? null : there.bytes;
    return bytes == null ? readSmall(directory, name, stat) : bytes;
  }

  /** Likewise of a file that somebody may change, so that {@link #facts} speaks of these bytes. */
  public byte[] smallAndHashed(Directory directory, RawPath name, FileStat stat) {
    var there = kept.get(Version.of(stat));
    if (there != null && there.bytes != null) {
      return there.bytes;
    }
    long now = digests.now();
    var bytes = readSmall(directory, name, stat);
    if (digests.find(stat).isEmpty()) {
      keep(stat, bytes, isAttributed(directory, name), now);
    }
    return bytes;
  }

  /** Whether the digest of a large file is known, so that it can be copied without looking. */
  public boolean isKnown(FileStat stat) {
    return digests.find(stat).isPresent();
  }

  /** Copies a large file, hashing what is copied. */
  public void copyHashed(Directory directory, RawPath name, Fd target, FileStat stat) {
    long now = digests.now();
    boolean attributed = isAttributed(directory, name);
    try (var source = new FileInput(directory.open(name))) {
      keep(stat, new FileFacts(pass(source, new FileOutput(target)), attributed), null, now);
    }
  }

  private FileFacts keep(FileStat stat, byte[] bytes, boolean attributed, long readAt) {
    sha256.update(bytes);
    return keep(stat, new FileFacts(Digest.of(sha256), attributed), bytes, readAt);
  }

  private FileFacts keep(FileStat stat, FileFacts facts, byte @Nullable [] bytes, long readAt) {
    digests.learn(stat, facts, readAt);
    long length = OVERHEAD + (bytes == null ? 0 : bytes.length);
    boolean fits = size + length <= MOST_KEPT;
    size += fits ? length : 0;
    if (fits || digests.find(stat).isEmpty()) {
      kept.put(Version.of(stat), new Kept(facts, fits ? bytes : null));
    }
    return facts;
  }

  private static byte[] readSmall(Directory directory, RawPath name, FileStat stat) {
    try (var file = directory.open(name)) {
      var input = new FileInput(file);
      var bytes = new byte[(int) stat.size()];
      int done = 0;
      while (done < bytes.length) {
        int count = input.read(bytes, done, bytes.length - done);
        if (count < 0) {
          throw new ChangedException();
        }
        done += count;
      }
      if (!Attributes.stat(file).isUnchanged(stat)) {
        throw new ChangedException();
      }
      return bytes;
    }
  }

  private Digest pass(FileInput input, @Nullable FileOutput output) {
    var buffer = new byte[BUFFER];
    for (int count = input.read(buffer, 0, BUFFER); count > 0; ) {
      sha256.update(buffer, 0, count);
      if (output != null) {
        output.write(buffer, 0, count);
      }
      count = input.read(buffer, 0, BUFFER);
    }
    return Digest.of(sha256);
  }
}
