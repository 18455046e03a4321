package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.Errno;
import java.util.ArrayList;
import java.util.List;

/**
 * A change to ask of the kernel.
 *
 * @param action what it does, for its error: {@code create bridge jsk0a1b2c}
 * @param tolerated failures that are fine
 */
public record Request(String action, NetlinkMessage message, List<Errno> tolerated) {
  static final int REQUEST = 1;
  static final int ACK = 4;
  static final int DUMP = 0x300;
  static final int EXCLUSIVE = 0x200;
  static final int CREATE = 0x400;
  static final int APPEND = 0x800;

  public Request(String action, NetlinkMessage message) {
    this(action, message, List.of());
  }

  /** The same, where this failure means that there is nothing to do. */
  public Request unless(Errno errno) {
    var all = new ArrayList<>(tolerated);
    all.add(errno);
    return new Request(action, message, List.copyOf(all));
  }

  boolean tolerates(Errno errno) {
    return tolerated.contains(errno);
  }
}
