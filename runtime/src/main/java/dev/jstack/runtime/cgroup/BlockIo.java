package dev.jstack.runtime.cgroup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the members of a cgroup may use block devices.
 *
 * @param weight 10…1000 against other cgroups, or null
 * @param weights the same for single devices
 * @param rates upper limits for single devices
 */
public record BlockIo(@Nullable Integer weight, List<Weight> weights, List<Rate> rates) {
  public BlockIo {
    weights = List.copyOf(weights);
    rates = List.copyOf(rates);
  }

  /** What a limit counts. */
  public enum Kind {
    READ_BYTES("read_bps", "rbps"),
    WRITE_BYTES("write_bps", "wbps"),
    READS("read_iops", "riops"),
    WRITES("write_iops", "wiops");

    final String first;

    /** The key in version 2's io.max. */
    final String second;

    Kind(String first, String second) {
      this.first = first;
      this.second = second;
    }

    /** {@code read_bps}: the word in Compose's keys, docker's options and version 1's files. */
    @Override
    public String toString() {
      return first;
    }
  }

  /** The weight of one device. */
  public record Weight(String device, int weight) {}

  /** A limit of one device, per second. */
  public record Rate(Kind kind, String device, long rate) {}
}
