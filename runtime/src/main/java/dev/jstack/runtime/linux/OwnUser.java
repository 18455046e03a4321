package dev.jstack.runtime.linux;

import dev.jstack.runtime.JstackException;

/** Who this process is, and whose root. */
public final class OwnUser {
  private OwnUser() {}

  private static final class Maps {
    private static final IdMap USERS = IdMap.ownUsers();
    private static final IdMap GROUPS = IdMap.ownGroups();
  }

  /** The user's number. */
  public static int uid() {
    return (int) Kernel.check("getuid", Syscall.GETUID);
  }

  /**
   * Whether this process is in a user namespace, where root has power over what belongs to the
   * namespace only: no device nodes, no trusted attributes, no ids but those of its map.
   */
  public static boolean isConfined() {
    return !Maps.USERS.isInitial();
  }

  /** The users there are here. */
  public static IdMap users() {
    return Maps.USERS;
  }

  /** The groups there are here. */
  public static IdMap groups() {
    return Maps.GROUPS;
  }

  /**
   * Fails for a user or group that isn't there: nobody can be them, and nothing can belong to them.
   */
  public static void require(long uid, long gid) {
    boolean isGroup = users().has(uid);
    if (isGroup && groups().has(gid)) {
      return;
    }
    throw new JstackException(
        (isGroup ? "group " + gid : "user " + uid)
            + " can't be had without root: of "
            + (isGroup ? "groups" : "users")
            + " there are "
            + (isGroup ? groups() : users()).count(),
        "an ordinary user's containers have the ids of /etc/subuid and /etc/subgid, by newuidmap;"
            + " see jstack doctor",
        null);
  }

  /** {@link #require}, in place of what the kernel says of such an id. */
  static LinuxException explained(LinuxException failure, int uid, int gid) {
    if (isConfined() && failure.is(Errno.EINVAL)) {
      require(Integer.toUnsignedLong(uid), Integer.toUnsignedLong(gid));
    }
    return failure;
  }
}
