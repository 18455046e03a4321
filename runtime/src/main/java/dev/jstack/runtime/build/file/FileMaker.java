package dev.jstack.runtime.build.file;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.source.ChangedException;
import dev.jstack.runtime.layer.TarSequence;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a step's files: a thread of its own asks the kernel for them, while the caller's looks for
 * the next ones and writes the layer's tar to be hashed.
 */
public final class FileMaker implements AutoCloseable {
  /** Writes to the tar. */
  @FunctionalInterface
  interface TarEntry {
    void to(TarSequence tar) throws IOException;
  }

  private final JobThread jobs = new JobThread("build-files");
  private final Directory root;
  private final @Nullable TarSequence tar;
  private final @Nullable Instant time;
  private final int umask = Attributes.umask();

  /**
   * @param root what all are made below; closed by the caller
   * @param tar gets what is made, in the order of making; null when nobody wants it
   * @param time when the directories were changed; null leaves that to the kernel
   */
  public FileMaker(Directory root, @Nullable TarSequence tar, @Nullable Instant time) {
    this.root = root;
    this.tar = tar;
    this.time = time;
  }

  public Directory root() {
    return root;
  }

  /** Bits that new files don't get. */
  int umask() {
    return umask;
  }

  /** See {@link TarSequence#spoil}. */
  public void spoil() {
    if (tar != null) {
      tar.spoil();
    }
  }

  void record(TarEntry entry) {
    if (tar != null && !tar.isSpoiled()) {
      try {
        entry.to(tar);
      } catch (EOFException e) {
        throw new ChangedException();
      } catch (IOException e) {
        throw new JstackException("cannot copy: " + e.getMessage(), e);
      }
    }
  }

  /** A directory was made. */
  void directory(RawPath path, Ownership owner, int mode) {
    long seconds = time == null ? 0 : time.getEpochSecond();
    var stat =
        new FileStat(
            FileKind.DIRECTORY, mode, owner.uid(), owner.gid(), 0, 1, 0, 0, 0, seconds, 0, 0, 0);
    record(to -> to.entry(path, stat, RawPath.EMPTY, Map.of()));
  }

  /** Nothing more is put into it for now: sets its time and closes it. */
  void finished(Directory directory) {
    jobs.addClosing(
        () -> {
          if (time != null) {
            Attributes.setModified(directory.fd(), time.getEpochSecond(), 0);
          }
        },
        directory);
  }

  /** Done later, after what was added before. */
  void add(Runnable job) {
    jobs.add(job);
  }

  /** Waits until all that was added is done. */
  public void drain() {
    jobs.drain();
  }

  /** Drops what isn't done yet. */
  @Override
  public void close() {
    jobs.close();
  }
}
