package dev.jstack.engine;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory that no disk ever sees. */
final class MemoryDirectory {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private MemoryDirectory() {}

  /** Below the run directory if that is in memory, else in shared memory, where there is one. */
  static Path of(Path runDir, String name) {
    boolean elsewhere = !isMemory(runDir) && isMemory(SHARED_MEMORY);
    return elsewhere ? SHARED_MEMORY.resolve(name) : runDir.resolve("secrets");
  }

  private static boolean isMemory(Path directory) {
    try {
      return Files.getFileStore(directory).type().equals("tmpfs");
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes it for root alone; one that somebody else has put there is refused. */
  static void own(Path directory) throws IOException {
    if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(0) || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new JstackException(directory + " is not root's directory: remove it");
    }
  }
}
