package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells /dev/null from other descriptors. */
final class NullDevice {
  private static final long RDEV = 0x103;

  private NullDevice() {}

  static boolean is(Fd fd) {
    try {
      Object device = Files.getAttribute(Path.of("/proc/self/fd/" + fd.number()), "unix:rdev");
      Object mode = Files.getAttribute(Path.of("/proc/self/fd/" + fd.number()), "unix:mode");
      return device.equals(RDEV) && ((int) mode & 0xf000) == Flags.S_IFCHR;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
