package dev.jstack.runtime.linux;

import dev.jstack.runtime.JstackException;

/**
 * Users of a map for mounts to be seen by: a file of 0 belongs to who is 0 inside, and so on.
 *
 * @param namespace a user namespace with this map, and an id for overlayfs ({@link
 *     UserMap#withOverlayfs})
 */
public record MountMap(UserMap users, Fd namespace) {
  /** From now on {@code tree}, a detached one, is seen so; {@code what} it is, for messages. */
  public void apply(Fd tree, String what) {
    try {
      Mounts.mapIds(tree, namespace);
    } catch (LinuxException e) {
      throw new JstackException(
          "cannot show " + what + " to remapped users: " + e.getMessage(),
          "that needs Linux 5.19 and a file system that can be mounted so (ext4, xfs, btrfs, tmpfs);"
              + " jstack doctor tells; userns_mode: host does without",
          e);
    }
  }
}
