package dev.jstack.runtime.linux;

import dev.jstack.runtime.linux.Mounts.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Overlays on kernels before 6.5, which take the layers in one string, and by fsconfig(2) no more
 * than 255 bytes of it: about eight layers. mount(2) takes a page, but makes nothing detached. So a
 * thread does it in a mount namespace of its own, where nobody sees it and which ends with it.
 */
final class OldOverlay {
  private static final int PAGE = 4096;
  private static final String PLACE = "/proc";

  private OldOverlay() {}

  /** Whether {@code release}, as uname(2) tells it, is before 6.5. */
  static boolean needed(String release) {
    String[] words = release.split("[^0-9]+", 3);
    int major = Integer.parseInt(words[0]);
    return major < 6 || (major == 6 && Integer.parseInt(words[1]) < 5);
  }

  /** Whether this kernel is. */
  static boolean needed() {
    try {
      return needed(Files.readString(Path.of("/proc/sys/kernel/osrelease")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Fd mount(List<String> lower, List<Option> options) {
    String data = data(lower, options);
    if (data.length() >= PAGE) {
      throw new LinuxException("overlay of " + lower.size() + " layers", Errno.E2BIG);
    }
    return MountsApart.run("overlay", () -> overlay(data));
  }

  /** {@code lowerdir=a:b,upperdir=c}; what separates is escaped within. */
  static String data(List<String> lower, List<Option> options) {
    String layers = lower.stream().map(OldOverlay::escaped).collect(Collectors.joining(":"));
    return Stream.concat(Stream.of("lowerdir=" + layers), options.stream().map(OldOverlay::word))
        .collect(Collectors.joining(","));
  }

  private static String word(Option option) {
    String value = option.value();
    return value == null ? option.key() : option.key() + "=" + value.replace(",", "\\,");
  }

  private static String escaped(String path) {
    return path.replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
  }

  private static Fd overlay(String data) {
    try (var scratch = Scratch.take()) {
      long overlay = text(scratch, "overlay");
      long place = text(scratch, PLACE);
      Kernel.check("mount overlay", Syscall.MOUNT, overlay, place, overlay, 0, text(scratch, data));
      return Mounts.treeAlone(Path.of(PLACE));
    }
  }

  private static long text(Scratch scratch, String text) {
    return scratch.string(text.getBytes(StandardCharsets.UTF_8));
  }
}
