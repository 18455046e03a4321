package dev.jstack.runtime.launch;

import java.util.List;
import java.util.Set;

/**
 * One mount of a new root.
 *
 * @param target absolute path inside; it must exist (those in /dev, and below mounts made by the
 *     list itself, are made by the list)
 * @param source what is mounted
 * @param flags per-mount flags; READ_ONLY of a bind holds for everything below it
 * @param propagation of a bind
 */
public record RootMount(
    String target, MountSource source, Set<Flag> flags, Propagation propagation) {
  /** Flags of a mount (mount_setattr(2)). */
  public enum Flag {
    READ_ONLY(0x1, "ro"),
    NOSUID(0x2, "nosuid"),
    NODEV(0x4, "nodev"),
    NOEXEC(0x8, "noexec"),
    NOATIME(0x10, "noatime"),
    STRICTATIME(0x20, "strictatime"),
    /** Not of what is mounted below it. */
    READ_ONLY_HERE(0x1, "ro here");

    final int attribute;
    final String word;

    Flag(int attribute, String word) {
      this.attribute = attribute;
      this.word = word;
    }
  }

  /** How later mounts spread between host and container (mount_namespaces(7)). */
  public enum Propagation {
    PRIVATE(1 << 18, true),
    SLAVE(1 << 19, true),
    SHARED(1 << 20, true),
    PRIVATE_HERE(1 << 18, false),
    SLAVE_HERE(1 << 19, false),
    SHARED_HERE(1 << 20, false);

    final int flag;

    /** Whether it holds for the mounts below, too. */
    final boolean below;

    Propagation(int flag, boolean below) {
      this.flag = flag;
      this.below = below;
    }
  }

  public RootMount {
    flags = Set.copyOf(flags);
    if (!target.startsWith("/") || target.equals("/")) {
      throw new IllegalArgumentException("mount target: expected a path below /: " + target);
    }
  }

  /** A private mount. */
  public static RootMount of(String target, MountSource source, Flag... flags) {
    return new RootMount(target, source, Set.copyOf(List.of(flags)), Propagation.PRIVATE);
  }

  /**
   * Docker's standard mounts, without user's: /proc, /dev with its nodes and links, /dev/pts,
   * /dev/shm, /dev/mqueue, /sys and the container's view of its cgroup.
   *
   * @param shmBytes size of /dev/shm
   * @param privileged /sys and the cgroups stay writable
   */
  public static List<RootMount> standard(
      long shmBytes, boolean privileged, MountSource cgroupView) {
    Flag[] safe = {Flag.NOSUID, Flag.NODEV, Flag.NOEXEC};
    Flag[] readOnly =
        privileged ? safe : new Flag[] {Flag.NOSUID, Flag.NODEV, Flag.NOEXEC, Flag.READ_ONLY};
    return List.of(
        of("/proc", new MountSource.Proc(), safe),
        of("/dev", new MountSource.Dev(), Flag.NOSUID, Flag.STRICTATIME),
        of("/dev/pts", new MountSource.Devpts(), Flag.NOSUID, Flag.NOEXEC),
        of("/sys", new MountSource.Sysfs(), readOnly),
        of("/sys/fs/cgroup", cgroupView, readOnly),
        of("/dev/mqueue", new MountSource.Mqueue(), safe),
        of("/dev/shm", new MountSource.Tmpfs("source=shm,mode=1777,size=" + shmBytes), safe));
  }
}
