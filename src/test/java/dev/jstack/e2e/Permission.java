package dev.jstack.e2e;

import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether one row of the table permits more than another. */
final class Permission {
  private static final Set<String> DENIED =
      Set.of(
          "EPERM",
          "EACCES",
          "ENOSYS",
          "EROFS",
          "ENOENT",
          "EAFNOSUPPORT",
          "SIGSYS",
          "nothing",
          "empty");

  private static final Pattern FLAGS = Pattern.compile("ro|nosuid|nodev|noexec");

  private Permission() {}

  /** Whether {@code own} allows what {@code docker} denies; null stands for no such row. */
  static boolean isWider(String key, @Nullable String docker, String own) {
    String kind = key.substring(0, Math.max(0, key.indexOf('.')));
    return switch (kind) {
      case "device" -> docker == null || allowsMore(docker, own);
      case "call", "node", "path" -> docker != null && allowsMore(docker, own);
      case "mount" -> docker != null && !flags(own).containsAll(flags(docker));
      case "namespace" -> "own".equals(docker) && own.equals("host");
      case "status" -> docker != null && statusIsWider(key, docker, own);
      default -> false;
    };
  }

  /** Word by word: {@code file read ok write EROFS}. */
  private static boolean allowsMore(String docker, String own) {
    String[] theirs = docker.split(" ", -1);
    String[] ours = own.split(" ", -1);
    if (ours.length > theirs.length && DENIED.contains(theirs[theirs.length - 1])) {
      return true;
    }
    for (int i = 0; i < Math.min(theirs.length, ours.length); i++) {
      if (DENIED.contains(theirs[i]) && !DENIED.contains(ours[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean statusIsWider(String key, String docker, String own) {
    return switch (key) {
      case "status.CapInh", "status.CapPrm", "status.CapEff", "status.CapBnd", "status.CapAmb" ->
          (Long.parseUnsignedLong(own, 16) & ~Long.parseUnsignedLong(docker, 16)) != 0;
      case "status.NoNewPrivs", "status.Seccomp" ->
          Integer.parseInt(own) < Integer.parseInt(docker);
      case "status.Groups" -> !words(docker).containsAll(words(own));
      default -> false;
    };
  }

  private static Set<String> words(String text) {
    return new TreeSet<>(Set.of(text.split(" ", -1)));
  }

  private static Set<String> flags(String mount) {
    var flags = new TreeSet<String>();
    for (String flag : mount.split("[ ,]", -1)) {
      if (FLAGS.matcher(flag).matches()) {
        flags.add(flag);
      }
    }
    return flags;
  }

  /** {@code 1,3-5}. */
  static BitSet numbers(String text) {
    var numbers = new BitSet();
    for (String part : text.equals("-") ? new String[0] : text.split(",", -1)) {
      String[] ends = part.split("-", 2);
      numbers.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
    }
    return numbers;
  }
}
