package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** /etc/hosts, /etc/hostname and /etc/resolv.conf of a container, as files of its directory. */
final class NetworkFiles {
  private final Path directory;
  private final Map<String, String> contents = new LinkedHashMap<>();

  NetworkFiles(Path directory, ContainerNetwork network, String hostname) {
    this.directory = directory;
    contents.put("resolv.conf", network.resolvConf());
    contents.put("hostname", hostname + "\n");
    contents.put("hosts", network.hosts());
  }

  void write() {
    contents.forEach((name, text) -> {
      try {
        Files.writeString(directory.resolve(name), text);
      } catch (IOException e) {
        throw new JstackException("cannot write " + directory.resolve(name), e);
      }
    });
  }

  /** In place, because the file is mounted; only if it is as we left it. */
  static void replace(Path file, String before, String after) {
    try {
      if (!before.equals(after) && Files.readString(file).equals(before)) {
        Files.writeString(file, after);
      }
    } catch (IOException e) {
      throw new JstackException("cannot write " + file, e);
    }
  }

  /** Mounts those that the user doesn't replace. */
  void mount(RootMounts mounts, List<MountSpec> user, boolean readOnly) {
    for (var name : contents.keySet()) {
      var target = "/etc/" + name;
      if (user.stream().noneMatch(mount -> MountPlan.isAtOrBelow(target, mount.target()))) {
        mounts.addFile(directory.resolve(name), target, readOnly);
      }
    }
  }
}
