package dev.jstack.runtime.linux;

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
}
