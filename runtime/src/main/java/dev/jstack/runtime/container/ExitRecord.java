package dev.jstack.runtime.container;

import java.time.Instant;

/**
 * How a container's run ended.
 *
 * @param code the program's own, or 128 + the signal that ended it
 * @param known false when nobody could see the code; it is 255 then
 * @param oomKilled the kernel killed a process of it for the memory limit
 * @param at when
 */
public record ExitRecord(int code, boolean known, boolean oomKilled, Instant at) {
  /** The exit code shown when nobody saw the real one. */
  public static final int UNKNOWN_CODE = 255;
}
