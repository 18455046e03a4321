package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.Syscall;

/**
 * A file system that shows a namespace: /proc, /sys, /dev/mqueue. Without root it can't be mounted
 * anew for one of the host's (pid: host, network_mode: host, ipc: host), which isn't this user's;
 * then it is what the host has mounted, as a detached tree all the same.
 */
final class NamespaceView {
  private static final int CLOEXEC = 1;
  private static final int CREATE = 6;
  private static final int TREE = Flags.OPEN_TREE_CLONE | Fd.O_CLOEXEC | Flags.AT_RECURSIVE;
  private static final int ATTR_BYTES = 32;

  private final LaunchList list;

  NamespaceView(LaunchList list) {
    this.list = list;
  }

  /** Leaves the mount's descriptor in {@code into}; {@code target} is its usual place. */
  void create(String type, String target, int attributes, Register into) {
    if (!OwnUser.isConfined()) {
      FileSystem.create(list, type, "", attributes, into);
      return;
    }
    var hosts = new Label();
    var done = new Label();
    var context = list.call(Syscall.FSOPEN, type, CLOEXEC).fine(Errno.EPERM).result();
    list.jumpIfNegative(context, hosts);
    var made = list.call(Syscall.FSCONFIG, context, CREATE, 0, 0, 0).fine(Errno.EPERM).result();
    list.jumpIfNegative(made, hosts);
    // What fails here is no matter of whose it is: the host's own would show more than it may.
    list.call(Syscall.FSMOUNT, context, CLOEXEC, attributes).into(into);
    list.call(Syscall.CLOSE, context);
    list.jump(done);
    list.place(hosts);
    var nowhere = new Label();
    var found =
        list.call(Syscall.OPEN_TREE, Flags.AT_FDCWD, target, TREE).fine(Errno.ENOENT).into(into);
    list.jumpIfNegative(found, nowhere);
    int all = Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE;
    long words = list.words(attributes, 0, RootMount.Propagation.PRIVATE.flag, 0);
    list.call(Syscall.MOUNT_SETATTR, into, "", all, words, ATTR_BYTES);
    list.jump(done);
    list.place(nowhere);
    FileSystem.create(list, "tmpfs", "nr_blocks=1,nr_inodes=1", attributes, into);
    list.place(done);
  }
}
