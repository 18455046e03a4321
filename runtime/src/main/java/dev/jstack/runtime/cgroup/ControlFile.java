package dev.jstack.runtime.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads and writes the files of cgroup directories. */
final class ControlFile {
  private static final int REMOVE_ATTEMPTS = 200;
  private static final long REMOVE_PAUSE_NANOS = 5_000_000;

  /** What version 1 shows for "no limit": about 2^63, rounded down to pages. */
  private static final long UNLIMITED = 1L << 60;

  private ControlFile() {}

  static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new CgroupException("cannot make cgroup " + directory + ": " + reason(e), e);
    }
  }

  static void write(Path file, String value) {
    try {
      Files.writeString(file, value, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CgroupException(
          "cannot set " + file.getFileName() + " to " + value + ": " + reason(e), e);
    }
  }

  /** Likewise; true if the kernel took it. */
  static boolean tryWrite(Path file, String value) {
    try {
      write(file, value);
      return true;
    } catch (CgroupException e) {
      return false;
    }
  }

  static void write(Path file, long value) {
    write(file, Long.toString(value));
  }

  /** The file's text without its last newline; empty when the cgroup (or the file) isn't there. */
  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A single number; {@code max}, unlimited and missing ones are 0. */
  static long number(Path file) {
    long value = read(file).filter(text -> !text.equals("max")).map(Long::parseLong).orElse(0L);
    return value >= UNLIMITED ? 0 : value;
  }

  /** The number after {@code key} in a file of {@code key number} lines, or 0. */
  static long keyed(Path file, String key) {
    return read(file).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(key + " "))
        .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  /** Process ids, one a line; those of other pid namespaces, shown as 0, are left out. */
  static List<Integer> pids(Path file) {
    var pids = new ArrayList<Integer>();
    read(file)
        .ifPresent(
            text -> text.lines().map(Integer::valueOf).filter(pid -> pid != 0).forEach(pids::add));
    return pids;
  }

  static List<String> subdirectories(Path directory) {
    try (var entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
      var names = new ArrayList<String>();
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a cgroup and those below it; members that were killed may take a moment to go. */
  static void remove(Path directory) {
    for (int attempt = 0; ; attempt++) {
      try {
        Files.deleteIfExists(directory);
        return;
      } catch (IOException e) {
        if (attempt == 0) {
          subdirectories(directory).forEach(name -> remove(directory.resolve(name)));
        } else if (attempt == REMOVE_ATTEMPTS) {
          throw new CgroupException("cannot remove cgroup " + directory + ": " + reason(e), e);
        } else {
          LockSupport.parkNanos(REMOVE_PAUSE_NANOS);
        }
      }
    }
  }

  /** Removes a cgroup if nothing is in it. */
  static void tryRemove(Path directory) {
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // Something is in it: it is still of use.
    }
  }

  private static String reason(IOException e) {
    if (e instanceof DirectoryNotEmptyException) {
      return "it still has members";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    var reason = e instanceof FileSystemException inFile ? inFile.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
