package dev.jstack.runtime.cgroup;

import dev.jstack.runtime.JstackException;
import org.jspecify.annotations.Nullable;

/** The kernel refused a change of a cgroup: {@code cannot set pids.max to -5: Invalid argument}. */
public final class CgroupException extends JstackException {
  private static final long serialVersionUID = 1;

  CgroupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
