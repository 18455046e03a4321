package dev.jstack.runtime.launch;

/**
 * A device made in the container's /dev, beside the standard ones.
 *
 * @param path below /dev: {@code /dev/fuse}
 * @param block a block device; else a character device
 * @param mode permission bits
 * @param source where it is on the host, for those who may not make nodes
 */
public record DeviceNode(
    String path, boolean block, int major, int minor, int mode, long uid, long gid, String source) {
  public DeviceNode {
    if (!path.startsWith("/dev/")) {
      throw new IllegalArgumentException("device: expected a path below /dev: " + path);
    }
  }
}
