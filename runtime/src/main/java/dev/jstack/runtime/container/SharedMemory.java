package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The /dev/shm of a container with {@code ipc: shareable}: mounted on the host, because a mount of
 * one namespace can't be brought into another later. Everybody else's exists only inside.
 */
final class SharedMemory {
  private static final int NOSUID_NODEV_NOEXEC = 0x2 | 0x4 | 0x8;

  private SharedMemory() {}

  static boolean isShared(IsolationSpec spec) {
    return "shareable".equals(spec.ipc());
  }

  /** Where it is on the host. */
  static Path place(Container container) {
    return container.directory().resolve("shm");
  }

  static void mount(Container container, long bytes) {
    var place = place(container);
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new JstackException("cannot make " + place + ": " + e.getMessage(), e);
    }
    var options =
        List.of(
            new Mounts.Option("source", "shm"),
            new Mounts.Option("mode", "1777"),
            new Mounts.Option("size", Long.toString(bytes)));
    try (var shm = Mounts.create("tmpfs", options, NOSUID_NODEV_NOEXEC)) {
      Mounts.attach(shm, place);
    }
  }

  /** Idempotent. */
  static void unmount(Container container) {
    if (!isShared(container.spec().isolation())) {
      return;
    }
    try {
      Mounts.detach(place(container));
    } catch (LinuxException e) {
      if (!e.is(Errno.EINVAL) && !e.is(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  /** Of the container whose IPC namespace is joined. */
  static Path of(Container owner) {
    if (!isShared(owner.spec().isolation())) {
      throw new JstackException(
          "cannot join the IPC namespace of " + owner.name() + ": it is not shareable",
          "give " + owner.name() + " ipc: shareable",
          null);
    }
    return place(owner);
  }
}
