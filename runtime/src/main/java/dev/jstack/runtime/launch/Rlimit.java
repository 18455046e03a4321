package dev.jstack.runtime.launch;

import dev.jstack.runtime.JstackException;
import java.util.List;

/** A resource limit (setrlimit(2)) by Docker's name; {@link #INFINITY} is no limit. */
public record Rlimit(String name, long soft, long hard) {
  public static final long INFINITY = -1;

  private static final List<String> NAMES =
      List.of(
          "cpu",
          "fsize",
          "data",
          "stack",
          "core",
          "rss",
          "nproc",
          "nofile",
          "memlock",
          "as",
          "locks",
          "sigpending",
          "msgqueue",
          "nice",
          "rtprio",
          "rttime");

  public Rlimit {
    if (!NAMES.contains(name)) {
      throw new JstackException("unknown limit \"" + name + "\"");
    }
  }

  /** The kernel's number (asm-generic/resource.h). */
  int number() {
    return NAMES.indexOf(name);
  }
}
