package dev.jstack.runtime.linux;

import dev.jstack.runtime.linux.Mounts.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Overlays on kernels before 6.5, which take the layers in one string, and by fsconfig(2) no more
 * than 255 bytes of it: about eight layers. mount(2) takes a page, but makes nothing detached. So a
 * thread does it in a mount namespace of its own, where nobody sees it and which ends with it.
 */
final class OldOverlay {
  private static final int CLONE_NEWNS = 0x20000;
  private static final int MS_REC = 0x4000;
  private static final int MS_PRIVATE = 1 << 18;
  private static final int AT_FDCWD = -100;
  private static final int OPEN_TREE_CLONE = 1;
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
    var task = new FutureTask<>(() -> mountAlone(data));
    Thread.ofPlatform().daemon().name("overlay").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LinuxException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinuxException("mount overlay", Errno.EINTR);
    }
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

  private static Fd mountAlone(String data) {
    Kernel.check("unshare mount namespace", Syscall.UNSHARE, CLONE_NEWNS);
    try (var scratch = Scratch.take()) {
      long root = text(scratch, "/");
      Kernel.check("make / private", Syscall.MOUNT, 0, root, 0, MS_REC | MS_PRIVATE, 0);
      long overlay = text(scratch, "overlay");
      long place = text(scratch, PLACE);
      Kernel.check("mount overlay", Syscall.MOUNT, overlay, place, overlay, 0, text(scratch, data));
      int flags = OPEN_TREE_CLONE | Fd.O_CLOEXEC;
      return Fd.own(Kernel.check("open_tree overlay", Syscall.OPEN_TREE, AT_FDCWD, place, flags));
    }
  }

  private static long text(Scratch scratch, String text) {
    return scratch.string(text.getBytes(StandardCharsets.UTF_8));
  }
}
