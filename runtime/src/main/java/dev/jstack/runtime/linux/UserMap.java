package dev.jstack.runtime.linux;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The users and groups of a user namespace, and who they are outside. Ids are the kernel's unsigned
 * numbers in an int.
 */
public record UserMap(IdMap users, IdMap groups) {
  /** What somebody who isn't in the map is inside (/proc/sys/kernel/overflowuid). */
  private static final int NOBODY = 65534;

  /** Far from every id that an image has. */
  private static final long OVERLAYS_OWN = 0xffff_fffdL;

  /** Those of a process's namespace, as this process sees them. */
  public static UserMap of(int pid) {
    var process = Path.of("/proc", Integer.toString(pid));
    try {
      return new UserMap(
          IdMap.parse(Files.readString(process.resolve("uid_map"))),
          IdMap.parse(Files.readString(process.resolve("gid_map"))));
    } catch (IOException e) {
      throw new LinuxException("read the id map of process " + pid, Errno.ESRCH);
    }
  }

  public int userOutside(int uid) {
    return outside(users, uid);
  }

  public int groupOutside(int gid) {
    return outside(groups, gid);
  }

  public int userInside(int uid) {
    return inside(users, uid);
  }

  public int groupInside(int gid) {
    return inside(groups, gid);
  }

  /** What a file outside looks like from inside. */
  FileStat inside(FileStat stat) {
    return stat.withOwner(stat.permissions(), userInside(stat.uid()), groupInside(stat.gid()));
  }

  private static int outside(IdMap map, int id) {
    return (int)
        map.outside(Integer.toUnsignedLong(id))
            .orElseThrow(() ->
                new JstackException(
                    "there is no id " + Integer.toUnsignedString(id) + " in a remapped container",
                    "its ids are 0 to " + (map.count() - 1) + ", by the ranges of /etc/subuid",
                    null));
  }

  private static int inside(IdMap map, int id) {
    OptionalLong found = map.inside(Integer.toUnsignedLong(id));
    return found.isPresent() ? (int) found.getAsLong() : NOBODY;
  }

  /**
   * The same with an id for this process's root: overlayfs works as whoever mounted it, and its
   * work directory and whiteouts need an owner in a writable layer that is seen through the map.
   */
  public UserMap withOverlayfs() {
    return new UserMap(withRoot(users), withRoot(groups));
  }

  private static IdMap withRoot(IdMap map) {
    var ranges = new ArrayList<>(map.ranges());
    ranges.add(new IdMap.Range(OVERLAYS_OWN, 0, 1));
    return new IdMap(List.copyOf(ranges));
  }
}
