package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is mounted on a target of a new root. */
public sealed interface MountSource {
  /** The process file system of the container's process namespace. */
  record Proc() implements MountSource {}

  /** The kernel's objects; shows the container's network namespace. */
  record Sysfs() implements MountSource {}

  /** POSIX message queues of the container's IPC namespace. */
  record Mqueue() implements MountSource {}

  /** Pseudo-terminals of the container alone; with {@link Stdio.Tty} the keeper's instance. */
  record Devpts() implements MountSource {}

  /** The tmpfs on /dev with the standard nodes and links, and the request's devices. */
  record Dev() implements MountSource {}

  /** A new tmpfs; options as in mount(8): {@code size=1m,mode=1777}. */
  record Tmpfs(String options) implements MountSource {}

  /** A detached tree (open_tree with OPEN_TREE_CLONE) made by the caller. */
  record Tree(Fd tree, String name) implements MountSource {}

  /** A file or directory of the host by path; {@code below}: with all mounts below it. */
  record Bind(String path, boolean below) implements MountSource {
    public Bind(String path) {
      this(path, true);
    }
  }

  /** The cgroup v2 tree, rooted at the process's cgroup when its cgroup namespace is new. */
  record Cgroup2() implements MountSource {}

  /**
   * A tmpfs with one bind per v1 hierarchy: name below /sys/fs/cgroup → the container's own
   * directory on the host.
   */
  record CgroupHierarchies(Map<String, String> directories) implements MountSource {
    public CgroupHierarchies {
      directories = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(directories));
    }
  }
}
