package dev.jstack.runtime.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Which ids of a user namespace are which outside of it (user_namespaces(7)). Written as the kernel
 * has it in /proc/PID/uid_map: one {@code inside outside count} a line.
 */
public record IdMap(List<Range> ranges) {
  private static final long ALL = 0xffff_ffffL;

  /** {@code count} ids in a row. */
  public record Range(long inside, long outside, long count) {
    public Range {
      if (inside < 0 || outside < 0 || count < 1 || inside + count > ALL || outside + count > ALL) {
        throw new IllegalArgumentException(
            "id range: " + inside + " " + outside + " " + count + " is not within 32 bits");
      }
    }

    boolean has(long id) {
      return id >= inside && id < inside + count;
    }

    @Override
    public String toString() {
      return inside + " " + outside + " " + count;
    }
  }

  public IdMap {
    ranges = List.copyOf(ranges);
  }

  /** One range. */
  public static IdMap of(long inside, long outside, long count) {
    return new IdMap(List.of(new Range(inside, outside, count)));
  }

  /** The users of this process's user namespace. */
  public static IdMap ownUsers() {
    return read(Path.of("/proc/self/uid_map"));
  }

  /** The groups of this process's user namespace. */
  public static IdMap ownGroups() {
    return read(Path.of("/proc/self/gid_map"));
  }

  private static IdMap read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the kernel's lines. */
  public static IdMap parse(String text) {
    return new IdMap(text.lines().filter(line -> !line.isBlank()).map(IdMap::range).toList());
  }

  private static Range range(String line) {
    var fields = line.strip().split("\\s+", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("id map: \"" + line + "\"");
    }
    return new Range(
        Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
  }

  /** Whether it is the machine's own: every id is itself. */
  public boolean isInitial() {
    return ranges.size() == 1
        && ranges.getFirst().inside() == 0
        && ranges.getFirst().outside() == 0
        && ranges.getFirst().count() == ALL;
  }

  /** Whether there is such an id inside. */
  public boolean has(long id) {
    return ranges.stream().anyMatch(range -> range.has(id));
  }

  /** What an id inside is outside; empty if there is none. */
  public OptionalLong outside(long id) {
    return ranges.stream()
        .filter(range -> range.has(id))
        .mapToLong(range -> id - range.inside() + range.outside())
        .findFirst();
  }

  /** What an id outside is inside; empty if it is nobody there. */
  public OptionalLong inside(long id) {
    return ranges.stream()
        .filter(range -> id >= range.outside() && id < range.outside() + range.count())
        .mapToLong(range -> id - range.outside() + range.inside())
        .findFirst();
  }

  /** How many ids there are inside. */
  public long count() {
    return ranges.stream().mapToLong(Range::count).sum();
  }

  /** The kernel's lines. */
  @Override
  public String toString() {
    return ranges.stream().map(Range::toString).collect(Collectors.joining("\n", "", "\n"));
  }
}
