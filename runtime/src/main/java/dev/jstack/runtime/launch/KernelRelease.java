package dev.jstack.runtime.launch;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The first two numbers of a kernel's release, as seccomp profiles name them: {@code 4.8}. */
record KernelRelease(int major, int minor) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

  /** Reads {@code 4.8}, or the longer {@code 6.18.44-fc}. */
  static KernelRelease parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new JstackException(
          "invalid kernel release \"" + text + "\": expected 4.8 or the like");
    }
    return new KernelRelease(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
  }

  static KernelRelease ofThisMachine() {
    try {
      return parse(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAtLeast(KernelRelease other) {
    return major > other.major || (major == other.major && minor >= other.minor);
  }
}
