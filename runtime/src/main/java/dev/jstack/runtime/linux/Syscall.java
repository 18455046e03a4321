package dev.jstack.runtime.linux;

import java.util.Locale;

/**
 * The system calls that jstack makes, with their numbers (arch/x86/entry/syscalls/syscall_64.tbl
 * and asm-generic/unistd.h for aarch64).
 */
public enum Syscall {
  BIND(49, 200),
  BPF(321, 280),
  CAPSET(126, 91),
  CHDIR(80, 49),
  CLONE(56, 220),
  CLONE3(435, 435),
  CLOSE(3, 57),
  CLOSE_RANGE(436, 436),
  COPY_FILE_RANGE(326, 285),
  DUP3(292, 24),
  EPOLL_CREATE1(291, 20),
  EPOLL_CTL(233, 21),
  EPOLL_PWAIT(281, 22),
  EVENTFD2(290, 19),
  EXECVE(59, 221),
  EXECVEAT(322, 281),
  EXIT_GROUP(231, 94),
  FCHDIR(81, 50),
  FCHMOD(91, 52),
  FCHMODAT(268, 53),
  FCHOWN(93, 55),
  FCHOWNAT(260, 54),
  FCNTL(72, 25),
  FSCONFIG(431, 431),
  FSMOUNT(432, 432),
  FSOPEN(430, 430),
  FSTATFS(138, 44),
  FTRUNCATE(77, 46),
  GETCWD(79, 17),
  GETDENTS64(217, 61),
  GETPID(39, 172),
  GETSOCKNAME(51, 204),
  GETSOCKOPT(55, 209),
  GETUID(102, 174),
  INOTIFY_ADD_WATCH(254, 27),
  INOTIFY_INIT1(294, 26),
  INOTIFY_RM_WATCH(255, 28),
  IOCTL(16, 29),
  KEYCTL(250, 219),
  KILL(62, 129),
  LGETXATTR(192, 9),
  LINKAT(265, 37),
  LLISTXATTR(195, 12),
  LSEEK(8, 62),
  LSETXATTR(189, 6),
  MEMFD_CREATE(319, 279),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  MOUNT(165, 40),
  MOUNT_SETATTR(442, 442),
  MOVE_MOUNT(429, 429),
  OPEN_TREE(428, 428),
  OPENAT(257, 56),
  OPENAT2(437, 437),
  PIDFD_GETFD(438, 438),
  PIDFD_OPEN(434, 434),
  PIDFD_SEND_SIGNAL(424, 424),
  PIPE2(293, 59),
  PIVOT_ROOT(155, 41),
  PPOLL(271, 73),
  PRCTL(157, 167),
  PREAD64(17, 67),
  PRLIMIT64(302, 261),
  PWRITE64(18, 68),
  READ(0, 63),
  READLINKAT(267, 78),
  RENAMEAT2(316, 276),
  RT_SIGPROCMASK(14, 135),
  RT_SIGTIMEDWAIT(128, 137),
  SCHED_SETAFFINITY(203, 122),
  SECCOMP(317, 277),
  SETDOMAINNAME(171, 162),
  SETGROUPS(116, 159),
  SETHOSTNAME(170, 161),
  SETNS(308, 268),
  SETPGID(109, 154),
  SETPRIORITY(141, 140),
  SETRESGID(119, 149),
  SETRESUID(117, 147),
  SETSID(112, 157),
  SETSOCKOPT(54, 208),
  SOCKET(41, 198),
  SPLICE(275, 76),
  STATX(332, 291),
  SYMLINKAT(266, 36),
  SYNCFS(306, 267),
  UMASK(95, 166),
  UMOUNT2(166, 39),
  UNLINKAT(263, 35),
  UNSHARE(272, 97),
  UTIMENSAT(280, 88),
  WAITID(247, 95),
  WRITE(1, 64);

  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  private final int x86;
  private final int arm;

  Syscall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  /** The number on the running machine. */
  public int number() {
    return ARM ? arm : x86;
  }

  /** The call's name as in its man page. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
