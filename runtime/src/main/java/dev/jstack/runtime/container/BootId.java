package dev.jstack.runtime.container;

import dev.jstack.runtime.linux.ProcFile;

/** Names this run of the machine (random(4)): process ids mean nothing in another one. */
final class BootId {
  static final String CURRENT = ProcFile.lines("/proc/sys/kernel/random/boot_id").getFirst();

  private BootId() {}
}
