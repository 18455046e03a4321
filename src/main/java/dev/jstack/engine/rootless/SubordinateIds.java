package dev.jstack.engine.rootless;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.IdMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ids that the administrator has given to a user: subuid(5), subgid(5). */
public final class SubordinateIds {
  private SubordinateIds() {}

  /**
   * The map of a user's namespace: root is the user, then come the ids of all lines of the file
   * that are for the user's name or number. Without any: root alone.
   */
  static IdMap map(List<String> file, String name, long id) {
    var ranges = new ArrayList<IdMap.Range>();
    ranges.add(new IdMap.Range(0, id, 1));
    ranges.addAll(ranges(file, name, String.valueOf(id), 1));
    return new IdMap(ranges);
  }

  /** The ids of all lines for a name or number, inside from {@code first} on. */
  public static List<IdMap.Range> ranges(List<String> file, String name, String id, long first) {
    var ranges = new ArrayList<IdMap.Range>();
    long next = first;
    for (var line : file) {
      var fields = line.strip().split(":", -1);
      if (fields.length != 3 || !(fields[0].equals(name) || fields[0].equals(id))) {
        continue;
      }
      try {
        var range = new IdMap.Range(next, Long.parseLong(fields[1]), Long.parseLong(fields[2]));
        ranges.add(range);
        next += range.count();
      } catch (IllegalArgumentException e) {
        throw new JstackException("invalid line \"" + line + "\": expected NAME:FIRST:COUNT", e);
      }
    }
    return ranges;
  }

  /** The lines of /etc/subuid or /etc/subgid; none if it isn't there. */
  public static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new JstackException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
