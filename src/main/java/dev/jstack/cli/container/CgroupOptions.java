package dev.jstack.cli.container;

import dev.jstack.cli.option.Quantities;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.cgroup.CgroupTuning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of docker's {@code run} and {@code create} about cgroups that few ask for. */
final class CgroupOptions {
  @Option(names = "--cpu-period", paramLabel = "MICROSECONDS", description = "Of --cpu-quota.")
  @Nullable Long cpuPeriod;

  @Option(names = "--cpu-quota", paramLabel = "MICROSECONDS", description = "In each period.")
  @Nullable Long cpuQuota;

  @Option(
      names = "--cpu-rt-period",
      paramLabel = "MICROSECONDS",
      description = "Of real-time scheduling.")
  @Nullable Long realTimePeriod;

  @Option(
      names = "--cpu-rt-runtime",
      paramLabel = "MICROSECONDS",
      description = "In each such period.")
  @Nullable Long realTimeRuntime;

  @Option(names = "--cpuset-mems", paramLabel = "LIST", description = "Memory nodes.")
  @Nullable String memoryNodes;

  @Option(names = "--memory-swappiness", paramLabel = "0-100", description = "Cgroup v1 only.")
  @Nullable Long swappiness;

  @Option(names = "--oom-kill-disable", description = "Wait for memory; cgroup v1 only.")
  boolean oomKillDisable;

  @Option(names = "--blkio-weight", paramLabel = "10-1000", description = "Share of the disks.")
  @Nullable Integer blockWeight;

  @Option(
      names = "--blkio-weight-device",
      paramLabel = "DEVICE:WEIGHT",
      description = "Share of one disk.")
  List<String> blockWeights = List.of();

  @Option(
      names = "--device-read-bps",
      paramLabel = "DEVICE:BYTES",
      description = "Bytes read per second.")
  List<String> readBytes = List.of();

  @Option(
      names = "--device-write-bps",
      paramLabel = "DEVICE:BYTES",
      description = "Bytes written per second.")
  List<String> writeBytes = List.of();

  @Option(names = "--device-read-iops", paramLabel = "DEVICE:N", description = "Reads per second.")
  List<String> reads = List.of();

  @Option(
      names = "--device-write-iops",
      paramLabel = "DEVICE:N",
      description = "Writes per second.")
  List<String> writes = List.of();

  @Option(
      names = "--device-cgroup-rule",
      paramLabel = "RULE",
      description = "Permission for devices, as \"c 1:3 rwm\".")
  List<String> deviceRules = List.of();

  @Option(
      names = "--cgroup-parent",
      paramLabel = "PATH",
      description = "Where its cgroups are made.")
  @Nullable String cgroupParent;

  CgroupTuning tuning() {
    return new CgroupTuning(
        cpuPeriod,
        cpuQuota,
        realTimePeriod,
        realTimeRuntime,
        memoryNodes,
        swappiness != null && swappiness == -1 ? null : swappiness,
        blockIo());
  }

  private @Nullable BlockIo blockIo() {
    List<BlockIo.Rate> rates = new ArrayList<>();
    readBytes.forEach(text -> rates.add(rate(BlockIo.Kind.READ_BYTES, text)));
    writeBytes.forEach(text -> rates.add(rate(BlockIo.Kind.WRITE_BYTES, text)));
    reads.forEach(text -> rates.add(rate(BlockIo.Kind.READS, text)));
    writes.forEach(text -> rates.add(rate(BlockIo.Kind.WRITES, text)));
    var weights =
        blockWeights.stream()
            .map(text -> new BlockIo.Weight(device(text), Math.toIntExact(number(text))))
            .toList();
    return rates.isEmpty() && weights.isEmpty() && blockWeight == null
        ? null
        : new BlockIo(blockWeight, weights, rates);
  }

  private static BlockIo.Rate rate(BlockIo.Kind kind, String text) {
    boolean isSize = kind == BlockIo.Kind.READ_BYTES || kind == BlockIo.Kind.WRITE_BYTES;
    String value = text.substring(text.indexOf(':') + 1);
    return new BlockIo.Rate(kind, device(text), isSize ? Quantities.bytes(value) : number(text));
  }

  /** The part before the colon. */
  private static String device(String text) {
    if (!text.matches("/dev/[^:]+:[^:]+")) {
      throw new JstackException(
          "bad format for device path: \"" + text + "\": expected /dev/NAME:NUMBER");
    }
    return text.substring(0, text.indexOf(':'));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.substring(text.indexOf(':') + 1));
    } catch (NumberFormatException e) {
      throw new JstackException("invalid number in \"" + text + "\"", e);
    }
  }
}
