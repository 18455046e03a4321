package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Block I/O settings as files of a cgroup (cgroup-v1/blkio-controller.rst, cgroup-v2.rst). */
final class BlockFiles {
  /** Schedulers name their own; io.weight has another scale. */
  private static final List<String> FIRST = List.of("blkio.weight", "blkio.bfq.weight");

  private static final List<String> SECOND = List.of("io.bfq.weight", "io.weight");

  private final Path directory;
  private final boolean isVersion2;

  private BlockFiles(Path directory, boolean isVersion2) {
    this.directory = directory;
    this.isVersion2 = isVersion2;
  }

  static BlockFiles ofVersion1(Path directory) {
    return new BlockFiles(directory, false);
  }

  static BlockFiles ofVersion2(Path directory) {
    return new BlockFiles(directory, true);
  }

  void write(BlockIo settings) {
    if (settings.weight() != null && settings.weight() != 0) {
      weigh("", settings.weight());
    }
    settings.weights().forEach(one -> weigh(number(one.device()) + " ", one.weight()));
    settings.rates().forEach(this::limit);
  }

  private void weigh(String device, int weight) {
    for (String name : isVersion2 ? SECOND : FIRST) {
      if (exists(name)) {
        var file = device.isEmpty() || isVersion2 ? name : name + "_device";
        ControlFile.write(
            directory.resolve(file), device + (name.equals("io.weight") ? scaled(weight) : weight));
        return;
      }
    }
  }

  /** 10…1000 as 1…10000 (runc, ConvertBlkIOToIOWeightValue). */
  static long scaled(int weight) {
    return 1 + (weight - 10) * 9999L / 990;
  }

  private void limit(BlockIo.Rate rate) {
    var device = number(rate.device());
    if (isVersion2) {
      var value = rate.rate() == 0 ? "max" : Long.toString(rate.rate());
      ControlFile.write(
          directory.resolve("io.max"), device + " " + rate.kind().second + "=" + value);
    } else {
      ControlFile.write(
          directory.resolve("blkio.throttle." + rate.kind().first + "_device"),
          device + " " + rate.rate());
    }
  }

  private boolean exists(String name) {
    return Files.exists(directory.resolve(name));
  }

  /** {@code 8:0} of a device node. */
  private static String number(String device) {
    try (var node = Fd.open(device, Fd.O_PATH)) {
      FileStat stat = Attributes.stat(node);
      if (stat.kind() != FileKind.BLOCK_DEVICE) {
        throw new JstackException(
            "blkio_config: \"" + device + "\" is not a block device of this host");
      }
      return stat.nodeMajor() + ":" + stat.nodeMinor();
    } catch (LinuxException e) {
      throw new JstackException("blkio_config: cannot find device \"" + device + "\"", e);
    }
  }
}
