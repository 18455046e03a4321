package dev.jstack.runtime.launch;

import java.util.List;

/** User, group and supplementary groups of a process, as numbers of its user namespace. */
public record Identity(long uid, long gid, List<Long> groups) {
  private static final long LAST = 0xffff_fffeL;

  /** uid 0, gid 0, and group 0 as the only supplementary group. */
  public static final Identity ROOT = new Identity(0, 0, List.of(0L));

  public Identity {
    groups = List.copyOf(groups);
    check(uid);
    check(gid);
    groups.forEach(Identity::check);
  }

  private static void check(long id) {
    if (id < 0 || id > LAST) {
      throw new IllegalArgumentException("id " + id + ": expected 0 to " + LAST);
    }
  }
}
