package dev.jstack.runtime.linux;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Small files of our own that readers see whole or not at all: written beside their place and
 * renamed over it.
 */
public final class Durable {
  private static final String TEMPORARY = ".tmp";

  /** So that two writers of one file don't meet: the last one's stays. */
  private static final List<Lock> WRITERS =
      Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

  private Durable() {}

  /** Replaces the file; it survives a power loss once this returns. */
  public static void write(Path file, byte[] content) {
    replace(file, content, true);
    sync(parent(file));
  }

  /** Replaces the file at once; until the file system is synced, a power loss may undo it. */
  public static void replace(Path file, byte[] content) {
    replace(file, content, false);
  }

  /** Makes renames and new names in {@code directory} survive a power loss. */
  public static void sync(Path directory) {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new JstackException("cannot sync " + directory + ": " + e.getMessage(), e);
    }
  }

  /** syncfs(2): everything written to the file system of {@code place} so far. */
  public static void syncFileSystem(Path place) {
    try (var fd = Fd.open(place.toString(), Fd.O_RDONLY)) {
      Kernel.check("syncfs " + place, Syscall.SYNCFS, fd.number());
    }
  }

  /** Whether a file of that name is what a crash left of a write. */
  public static boolean isLeftover(Path file) {
    return file.toString().endsWith(TEMPORARY);
  }

  private static void replace(Path file, byte[] content, boolean force) {
    var temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    var lock = WRITERS.get(Math.floorMod(file.hashCode(), WRITERS.size()));
    lock.lock();
    try {
      Files.deleteIfExists(temporary);
      try (var channel = create(temporary)) {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (force) {
          channel.force(true);
        }
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new JstackException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static Path parent(Path file) {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }
}
