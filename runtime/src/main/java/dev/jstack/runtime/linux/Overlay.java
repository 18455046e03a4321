package dev.jstack.runtime.linux;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes overlay mounts that are attached nowhere (fsopen(2), fsmount(2)): they have no path, and the
 * last descriptor takes them away.
 */
public final class Overlay {
  private static final int CLOEXEC = 1;
  private static final int SET_STRING = 1;
  private static final int CREATE = 6;
  private static final int MESSAGE_BYTES = 1024;

  private Overlay() {}

  /**
   * Mounts these layers, topmost first.
   *
   * @param lowers directories; before Linux 6.5 their paths must fit in a page together
   * @param upper where changes go; null for a read-only mount
   * @param work an empty directory on the file system of {@code upper}
   */
  public static Fd mount(List<String> lowers, @Nullable Path upper, @Nullable Path work) {
    try (var context = open()) {
      set(context, Map.of("source", "overlay"));
      setLowers(context, lowers);
      if (upper != null && work != null) {
        set(context, Map.of("upperdir", upper.toString(), "workdir", work.toString()));
        set(context, Map.of("index", "off", "metacopy", "off"));
      }
      call(context, "mount overlay", Syscall.FSCONFIG, context.number(), CREATE, 0, 0, 0);
      return Fd.own(
          call(context, "mount overlay", Syscall.FSMOUNT, context.number(), CLOEXEC, 0));
    }
  }

  private static Fd open() {
    var name = Kernel.cString("overlay");
    try {
      return Fd.own(
          Kernel.check("fsopen overlay", Syscall.FSOPEN, Kernel.address(name), CLOEXEC));
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  private static void setLowers(Fd context, List<String> lowers) {
    try {
      for (String lower : lowers) {
        set(context, Map.of("lowerdir+", lower));
      }
    } catch (LinuxException e) {
      if (!e.is(Errno.EINVAL) || !isUnknownOption(e)) {
        throw e;
      }
      set(context, Map.of("lowerdir", String.join(":", lowers)));
    }
  }

  private static boolean isUnknownOption(LinuxException e) {
    return String.valueOf(e.getMessage()).contains("Unknown parameter");
  }

  private static void set(Fd context, Map<String, String> options) {
    options.forEach((option, value) -> set(context, option, value));
  }

  private static void set(Fd context, String option, String value) {
    var key = Kernel.cString(option);
    var text = Kernel.cString(value);
    try {
      call(
          context,
          "overlay " + option + "=" + value,
          Syscall.FSCONFIG,
          context.number(),
          SET_STRING,
          Kernel.address(key),
          Kernel.address(text),
          0);
    } finally {
      Reference.reachabilityFence(key);
      Reference.reachabilityFence(text);
    }
  }

  /** The kernel tells the reason of a failure through the context's descriptor. */
  private static long call(Fd context, String action, Syscall call, long... arguments) {
    long result = Kernel.raw(call, arguments);
    if (result >= 0) {
      return result;
    }
    byte[] message = new byte[MESSAGE_BYTES];
    int length = Transfer.read(context, message);
    var reason = length <= 2 ? "" : new String(message, 2, length - 2, StandardCharsets.UTF_8);
    throw new LinuxException(
        reason.isEmpty() ? action : action + ": " + reason.strip(), Errno.of((int) -result));
  }
}
