package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Syscall;
import org.jspecify.annotations.Nullable;

/**
 * A pseudo-terminal whose master the player (the keeper) owns and the engine fetches, and whose
 * slave is the process's controlling terminal (pts(4), ioctl_tty(2)).
 */
final class TerminalSteps {
  private static final int TIOCSPTLCK = 0x4004_5431;
  private static final int TIOCGPTPEER = 0x5441;
  private static final int TIOCSWINSZ = 0x5414;
  private static final int TIOCSCTTY = 0x540e;
  private static final int DEVPTS_MAGIC = 0x1cd1;
  private static final int STATFS_BYTES = 120;
  private static final int NO_XDEV = 1;

  private final LaunchList list;
  private @Nullable Register instance;
  private @Nullable Register master;

  TerminalSteps(LaunchList list) {
    this.list = list;
  }

  /** The devpts made for it, to be mounted on the container's /dev/pts; null without a terminal. */
  @Nullable Register instance() {
    return instance;
  }

  /** In a devpts instance of its own, made here. */
  void create(Stdio.Tty size, @Nullable UserNamespace user) {
    var pts = list.register();
    instance = pts;
    list.step("open(new terminal)");
    int attributes = RootMount.Flag.NOSUID.attribute | RootMount.Flag.NOEXEC.attribute;
    FileSystem.create(list, "devpts", FileSystem.devpts(user), attributes, pts);
    open(pts, size);
  }

  /** In the devpts of a joined container, which must be one. */
  void openInside(Stdio.Tty size) {
    list.step("open(terminal in /dev/pts)");
    var files = new FileSteps(list);
    var root = list.call(Syscall.OPENAT, Flags.AT_FDCWD, "/", Flags.DIRECTORY, 0).result();
    var pts =
        files.open(root, "/dev/pts", Flags.DIRECTORY, Flags.IN_ROOT | Flags.NO_SYMLINKS).result();
    long statfs = list.reserve(STATFS_BYTES);
    list.call(Syscall.FSTATFS, pts, statfs);
    var fine = new Label();
    list.jumpIfEqual(list.load(statfs), DEVPTS_MAGIC, fine);
    list.fail(Errno.ENOTTY);
    list.place(fine);
    open(pts, size);
  }

  private void open(Register pts, Stdio.Tty size) {
    var opened = list.register();
    master = opened;
    int resolve = Flags.IN_ROOT | Flags.NO_SYMLINKS | NO_XDEV;
    new FileSteps(list).open(pts, "ptmx", Flags.TERMINAL, resolve).into(opened);
    list.call(Syscall.IOCTL, opened, TIOCSPTLCK, StartList.ints(0));
    byte[] window = StartList.ints(size.rows() | size.columns() << 16, 0);
    list.call(Syscall.IOCTL, opened, TIOCSWINSZ, window);
    list.store(LaunchList.TERMINAL, opened);
  }

  /** In the process, a session leader, as late as its ids are known. */
  void connect(Identity identity) {
    if (master == null) {
      return;
    }
    list.step("ioctl(controlling terminal)");
    var slave = list.call(Syscall.IOCTL, master, TIOCGPTPEER, Flags.TERMINAL).result();
    for (int number = 0; number <= 2; number++) {
      list.call(Syscall.DUP3, slave, number, 0);
    }
    list.call(Syscall.IOCTL, 0, TIOCSCTTY, 0);
    list.call(Syscall.FCHOWN, 0, identity.uid(), -1);
    list.call(Syscall.CLOSE, slave);
    list.call(Syscall.CLOSE, master);
  }
}
