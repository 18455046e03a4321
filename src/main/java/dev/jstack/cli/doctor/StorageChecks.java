package dev.jstack.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where images and containers are kept. */
final class StorageChecks {
  private static final long FULL = 256L << 20;
  private static final long NEARLY_FULL = 2L << 30;
  private static final Set<String> UNFIT =
      Set.of("overlay", "nfs", "nfs4", "cifs", "9p", "vfat", "exfat", "ntfs3", "fuseblk", "v9fs");

  private final Path state;

  StorageChecks(Path state) {
    this.state = state;
  }

  List<Finding> all() {
    Path place = state;
    while (!Files.isDirectory(place) && place.getParent() != null) {
      place = place.getParent();
    }
    try {
      var store = Files.getFileStore(place);
      return List.of(fileSystem(store.type()), space(store.getUsableSpace()));
    } catch (IOException e) {
      return List.of(
          Finding.fail(
              "state directory",
              state + " can't be looked at: " + e.getMessage(),
              "no command works",
              "set JSTACK_STATE_DIR to another directory"));
    }
  }

  Finding fileSystem(String type) {
    if (UNFIT.contains(type) || type.startsWith("fuse.")) {
      return Finding.fail(
          "state directory",
          state + " is on " + type,
          "overlayfs can't have its writable layers there: no container can start",
          "set JSTACK_STATE_DIR to a directory on ext4, xfs or btrfs");
    }
    if (type.equals("tmpfs") || type.equals("ramfs")) {
      return Finding.warn(
          "state directory",
          state + " is on " + type,
          "images, volumes and containers are gone after a reboot",
          "set JSTACK_STATE_DIR to a directory on a disk");
    }
    return Finding.ok("state directory", state + " on " + type);
  }

  Finding space(long free) {
    String text = (free >> 20) + " MiB free";
    if (free >= NEARLY_FULL) {
      return Finding.ok("disk", text);
    }
    String remedy = "jstack system prune, or set JSTACK_STATE_DIR to a larger disk";
    return free >= FULL
        ? Finding.warn("disk", text, "a pull or a build may fail", remedy)
        : Finding.fail("disk", text, "pulls, builds and starts fail", remedy);
  }
}
