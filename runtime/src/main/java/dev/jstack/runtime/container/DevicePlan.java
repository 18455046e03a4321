package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.DeviceRule;
import dev.jstack.runtime.launch.DeviceNode;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a container: nodes in its /dev, and what its cgroup lets it open.
 *
 * @param rules null allows everything
 */
record DevicePlan(List<DeviceNode> nodes, @Nullable List<DeviceRule> rules) {
  /** Those that every container gets anyway, or that have a meaning of their own inside. */
  private static final Set<String> STANDARD =
      Set.of("null", "zero", "full", "random", "urandom", "tty", "console", "ptmx");

  private static final Set<String> SKIPPED_DIRECTORIES = Set.of("pts", "shm", "mqueue", "fd");

  static DevicePlan of(IsolationSpec spec) {
    var nodes = new ArrayList<DeviceNode>();
    if (spec.privileged()) {
      addDirectory(nodes, Path.of("/dev"), "/dev");
      spec.devices().forEach(device -> addMissing(nodes, device));
      return new DevicePlan(nodes, null);
    }
    var rules = new ArrayList<DeviceRule>();
    for (var device : spec.devices()) {
      int before = nodes.size();
      addSource(nodes, device);
      for (var node : nodes.subList(before, nodes.size())) {
        rules.add(rule(node, device.permissions()));
      }
    }
    spec.deviceRules().forEach(text -> rules.add(rule(text)));
    if (rules.isEmpty()) {
      return new DevicePlan(List.of(), DeviceRule.DEFAULTS);
    }
    rules.addAll(0, DeviceRule.DEFAULTS);
    return new DevicePlan(nodes, rules);
  }

  /** Finds what a start would refuse without looking at any device. */
  static void check(IsolationSpec spec) {
    spec.deviceRules().forEach(DevicePlan::rule);
    for (var device : spec.devices()) {
      if (!device.source().startsWith("/")) {
        throw new JstackException(
            "device \"" + device.source() + "\" is not supported: expected a path of this host",
            "devices by name (CDI) are not looked up",
            null);
      }
    }
  }

  private static DeviceRule rule(String text) {
    try {
      return DeviceRule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JstackException(
          "invalid device rule \"" + text + "\": expected TYPE MAJOR:MINOR ACCESS, as c 1:3 rwm",
          e);
    }
  }

  private static DeviceRule rule(DeviceNode node, String permissions) {
    return new DeviceRule(
        node.block() ? 'b' : 'c',
        node.major(),
        node.minor(),
        permissions.isEmpty() ? "rwm" : permissions);
  }

  private static void addSource(List<DeviceNode> nodes, IsolationSpec.Device device) {
    if (!device.target().startsWith("/dev/")) {
      throw new JstackException(
          "device \"" + device.target() + "\": expected a path below /dev in the container");
    }
    var source = Path.of(device.source());
    if (Files.isDirectory(source)) {
      addDirectory(nodes, source, device.target());
      return;
    }
    var node = node(source, device.target());
    if (node == null) {
      throw new JstackException("device \"" + device.source() + "\" is not a device of this host");
    }
    nodes.add(node);
  }

  private static void addMissing(List<DeviceNode> nodes, IsolationSpec.Device device) {
    var taken = nodes.stream().map(DeviceNode::path).collect(Collectors.toSet());
    STANDARD.forEach(name -> taken.add("/dev/" + name));
    var more = new ArrayList<DeviceNode>();
    addSource(more, device);
    more.removeIf(node -> taken.contains(node.path()));
    nodes.addAll(more);
  }

  private static void addDirectory(List<DeviceNode> nodes, Path directory, String target) {
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        addEntry(nodes, entry, target + "/" + entry.getFileName());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addEntry(List<DeviceNode> nodes, Path entry, String target) {
    var name = entry.getFileName().toString();
    if (Files.isSymbolicLink(entry)) {
      return;
    }
    if (Files.isDirectory(entry)) {
      if (!SKIPPED_DIRECTORIES.contains(name)) {
        addDirectory(nodes, entry, target);
      }
      return;
    }
    var node = STANDARD.contains(name) ? null : node(entry, target);
    if (node != null) {
      nodes.add(node);
    }
  }

  private static @Nullable DeviceNode node(Path path, String target) {
    FileStat stat;
    try (var file = Fd.open(path.toString(), Fd.O_PATH)) {
      stat = Attributes.stat(file);
    } catch (LinuxException e) {
      return null;
    }
    boolean block = stat.kind() == FileKind.BLOCK_DEVICE;
    if (!block && stat.kind() != FileKind.CHARACTER_DEVICE) {
      return null;
    }
    return new DeviceNode(
        target,
        block,
        stat.nodeMajor(),
        stat.nodeMinor(),
        stat.permissions(),
        Integer.toUnsignedLong(stat.uid()),
        Integer.toUnsignedLong(stat.gid()),
        path.toString());
  }
}
