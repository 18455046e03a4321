package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.MountSource;
import dev.jstack.runtime.launch.RootMount;
import dev.jstack.runtime.launch.RootMount.Flag;
import dev.jstack.runtime.launch.RootMount.Propagation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** In which order what is mounted where: pure decisions. */
final class MountPlan {
  private static final List<String> PROTECTED = List.of("/proc", "/sys/fs/cgroup");

  private MountPlan() {}

  /** Parents first, otherwise in the user's order; of two on one target the last wins. */
  static List<MountSpec> sorted(List<MountSpec> mounts) {
    var kept = new ArrayList<MountSpec>();
    for (var mount : mounts) {
      check(mount.target());
      if (mount instanceof MountSpec.Bind bind) {
        check(bind);
      }
      kept.removeIf(other -> other.target().equals(mount.target()));
      kept.add(mount);
    }
    kept.sort(Comparator.comparingInt(mount -> depth(mount.target())));
    return kept;
  }

  private static void check(String target) {
    if (!target.startsWith("/") || target.equals("/")) {
      throw new JstackException(
          "invalid mount target \"" + target + "\": expected an absolute path below /");
    }
    for (var path : PROTECTED) {
      if (isAtOrBelow(target, path)) {
        throw new JstackException(
            "cannot mount on \"" + target + "\": " + path + " belongs to the kernel");
      }
    }
  }

  private static int depth(String target) {
    return (int) target.chars().filter(c -> c == '/').count();
  }

  static boolean isAtOrBelow(String path, String ancestor) {
    return path.equals(ancestor) || path.startsWith(ancestor + "/");
  }

  /** The standard mounts without those that the user replaces. */
  static List<RootMount> standard(List<RootMount> standard, List<MountSpec> user) {
    return standard.stream()
        .filter(
            mount -> user.stream().noneMatch(asked -> isAtOrBelow(mount.target(), asked.target())))
        .toList();
  }

  static RootMount bind(String target, MountSource source, boolean readOnly, String propagation) {
    return new RootMount(
        target, source, readOnly ? Set.of(Flag.READ_ONLY) : Set.of(), propagation(propagation));
  }

  /** A bind of the user's; {@code source} has the mounts below it or not, as they asked. */
  static RootMount bind(MountSpec.Bind spec, MountSource source) {
    var mount = bind(spec.target(), source, spec.readOnly(), spec.propagation());
    boolean isTop = spec.readOnly() && spec.recursive().equals("writable");
    return isTop
        ? new RootMount(mount.target(), source, Set.of(Flag.READ_ONLY_HERE), mount.propagation())
        : mount;
  }

  /** Docker's rules about a bind's options. */
  static void check(MountSpec.Bind bind) {
    propagation(bind.propagation());
    var kind = bind.recursive();
    if (!List.of("", "enabled", "disabled", "writable", "readonly").contains(kind)) {
      throw new JstackException(
          "mount on " + bind.target() + ": unknown bind recursion \"" + kind + "\"",
          "expected enabled, disabled, writable or readonly",
          null);
    }
    if (List.of("writable", "readonly").contains(kind) && !bind.readOnly()) {
      throw new JstackException(
          "mount on " + bind.target() + ": recursive \"" + kind + "\" needs a read-only mount");
    }
    if (kind.equals("readonly") && !List.of("", "rprivate").contains(bind.propagation())) {
      throw new JstackException(
          "mount on " + bind.target() + ": recursive \"readonly\" needs propagation rprivate");
    }
  }

  private static Propagation propagation(String text) {
    return switch (text) {
      case "", "rprivate" -> Propagation.PRIVATE;
      case "rslave" -> Propagation.SLAVE;
      case "rshared" -> Propagation.SHARED;
      case "private" -> Propagation.PRIVATE_HERE;
      case "slave" -> Propagation.SLAVE_HERE;
      case "shared" -> Propagation.SHARED_HERE;
      default -> throw new JstackException("invalid mount propagation \"" + text + "\"");
    };
  }

  /** Flags among a tmpfs's options become mount flags, the rest goes to the file system. */
  static RootMount tmpfs(MountSpec.Tmpfs spec, int modeBeneath) {
    var flags = EnumSet.of(Flag.NOSUID, Flag.NODEV, Flag.NOEXEC);
    var options = new ArrayList<String>();
    boolean hasMode = spec.mode() != null;
    for (String option : spec.options().isEmpty() ? new String[0] : spec.options().split(",", -1)) {
      hasMode |= option.startsWith("mode=");
      if (!setFlag(flags, option)) {
        options.add(option);
      }
    }
    if (spec.readOnly()) {
      flags.add(Flag.READ_ONLY);
    }
    if (spec.sizeBytes() != null) {
      options.add("size=" + spec.sizeBytes());
    }
    if (spec.mode() != null) {
      options.add("mode=" + Integer.toOctalString(spec.mode()));
    } else if (!hasMode) {
      options.add("mode=" + Integer.toOctalString(modeBeneath));
    }
    return new RootMount(
        spec.target(),
        new MountSource.Tmpfs(String.join(",", options)),
        flags,
        Propagation.PRIVATE);
  }

  private static boolean setFlag(Set<Flag> flags, String option) {
    switch (option) {
      case "ro" -> flags.add(Flag.READ_ONLY);
      case "rw" -> flags.remove(Flag.READ_ONLY);
      case "exec" -> flags.remove(Flag.NOEXEC);
      case "noexec" -> flags.add(Flag.NOEXEC);
      case "suid" -> flags.remove(Flag.NOSUID);
      case "nosuid" -> flags.add(Flag.NOSUID);
      case "dev" -> flags.remove(Flag.NODEV);
      case "nodev" -> flags.add(Flag.NODEV);
      case "noatime" -> flags.add(Flag.NOATIME);
      default -> {
        return false;
      }
    }
    return true;
  }
}
