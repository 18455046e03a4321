package dev.jstack.runtime.linux;

import java.util.Set;

/** Which file system a directory lies on, by its magic number (linux/magic.h). */
public final class FileSystemType {
  public static final long OVERLAY = 0x794c7630L;

  /** Of namespaces in /proc, and where one is mounted on a file. */
  public static final long NAMESPACE = 0x6e736673;

  private static final int STATFS_BYTES = 120;

  /** proc, sysfs, cgroup, cgroup2, devpts, mqueue, debugfs, tracefs, securityfs, bpf. */
  private static final Set<Long> KERNELS =
      Set.of(
          0x9fa0L,
          0x62656572L,
          0x27e0ebL,
          0x63677270L,
          0x1cd1L,
          0x19800202L,
          0x64626720L,
          0x74726163L,
          0x73636673L,
          0xcafe4a11L);

  private FileSystemType() {}

  /** Whether what is in it is no file that anybody wrote, but the kernel's own answers. */
  public static boolean isKernels(Directory directory) {
    return KERNELS.contains(of(directory));
  }

  public static long of(Directory directory) {
    return of(directory.fd());
  }

  public static long of(Fd file) {
    try (var scratch = Scratch.take()) {
      long statfs = scratch.reserve(STATFS_BYTES);
      Kernel.check("statfs", Syscall.FSTATFS, file.number(), statfs);
      return scratch.memory().getLong(scratch.offset(statfs));
    }
  }
}
