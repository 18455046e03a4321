package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.Syscall;
import org.jspecify.annotations.Nullable;

/** A new instance of a kernel file system as a detached mount (fsopen(2), fsmount(2)). */
final class FileSystem {
  private static final String DEVPTS = "newinstance,ptmxmode=0666,mode=0620";
  private static final int TTY_GROUP = 5;

  private static final int CLOEXEC = 1;
  private static final int SET_FLAG = 0;
  private static final int SET_STRING = 1;
  private static final int CREATE = 6;

  private FileSystem() {}

  /**
   * Options of a container's devpts: terminals are the group tty's, where there is such a group,
   * and in a user namespace root's, whoever opens them.
   */
  static String devpts(@Nullable UserNamespace user) {
    var groups = user == null ? OwnUser.groups() : user.map().groups();
    return DEVPTS
        + (groups.has(TTY_GROUP) ? ",gid=" + TTY_GROUP : "")
        + (user == null ? "" : ",uid=0");
  }

  /**
   * Leaves the mount's descriptor in {@code into}.
   *
   * @param options as in mount(8), comma-separated; may be empty; {@code source=} is what
   *     /proc/mounts calls it, the type unless told
   * @param attributes MOUNT_ATTR_ flags
   */
  static void create(LaunchList list, String type, String options, int attributes, Register into) {
    var context = list.call(Syscall.FSOPEN, type, CLOEXEC).result();
    if (!options.startsWith("source=")) {
      list.call(Syscall.FSCONFIG, context, SET_STRING, "source", type, 0);
    }
    for (String option : options.split(",", -1)) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        String key = option.substring(0, equals);
        list.call(Syscall.FSCONFIG, context, SET_STRING, key, option.substring(equals + 1), 0);
      } else if (!option.isEmpty()) {
        list.call(Syscall.FSCONFIG, context, SET_FLAG, option, 0, 0);
      }
    }
    list.call(Syscall.FSCONFIG, context, CREATE, 0, 0, 0);
    list.call(Syscall.FSMOUNT, context, CLOEXEC, attributes).into(into);
    list.call(Syscall.CLOSE, context);
  }
}
