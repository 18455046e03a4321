package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Signal;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Docker refuses of a container before it looks at the image: values that can't be right. */
final class SpecCheck {
  private static final int OOM_SCORES = 1000;
  private static final long LARGEST_ID = Integer.MAX_VALUE;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern PERMISSIONS = Pattern.compile("[rwm]{1,3}");

  private SpecCheck() {}

  static void check(ContainerSpec spec) {
    workingDir(spec.process().workingDir());
    user(spec.process().user());
    signal(spec.stopSignal());
    oomScore(spec.isolation().oomScoreAdj());
    spec.isolation().devices().forEach(SpecCheck::device);
    targets(spec);
    HostNames.check(spec);
  }

  private static void workingDir(@Nullable String directory) {
    if (directory != null && !directory.isEmpty() && !directory.startsWith("/")) {
      throw new JstackException(
          "the working directory \"" + directory + "\" is invalid: it must be an absolute path");
    }
  }

  private static void user(@Nullable String user) {
    if (user != null) {
      for (String part : user.split(":", -1)) {
        if (NUMBER.matcher(part).matches() && !isId(part)) {
          throw new JstackException(
              "user \"" + user + "\": uids and gids must be in range 0-" + LARGEST_ID);
        }
      }
    }
  }

  private static boolean isId(String number) {
    return !number.startsWith("-") && number.length() <= 19 && Long.parseLong(number) <= LARGEST_ID;
  }

  private static void signal(@Nullable String signal) {
    if (signal != null && !signal.isEmpty()) {
      var _ = Signal.parse(signal);
    }
  }

  private static void oomScore(@Nullable Integer score) {
    if (score != null && Math.abs(score) > OOM_SCORES) {
      throw new JstackException(
          "invalid oom_score_adj " + score + ": expected a value from -1000 to 1000");
    }
  }

  private static void device(IsolationSpec.Device device) {
    if (!PERMISSIONS.matcher(device.permissions()).matches()) {
      throw new JstackException(
          "invalid permissions \""
              + device.permissions()
              + "\" of device "
              + device.source()
              + ": expected some of r, w and m");
    }
  }

  private static void targets(ContainerSpec spec) {
    var targets = new HashSet<String>();
    for (MountSpec mount : spec.mounts()) {
      if (!targets.add(mount.target())) {
        throw new JstackException("duplicate mount point: " + mount.target());
      }
    }
  }
}
