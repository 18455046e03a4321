package dev.jstack.engine.watch;

import dev.jstack.runtime.linux.RawPath;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Gathers changed paths until nothing has come for a while, or the first of them has waited long
 * enough. Times are nanoseconds of any one clock.
 */
final class Debounce {
  /**
   * How long to wait.
   *
   * @param silence after the last change
   * @param most after the first one
   */
  record Pace(Duration silence, Duration most) {
    /** For what is done in a blink. */
    static final Pace QUICK = new Pace(Duration.ofMillis(40), Duration.ofMillis(250));

    /** For builds. */
    static final Pace CALM = new Pace(Duration.ofMillis(300), Duration.ofSeconds(2));

    /** For the project's own files. */
    static final Pace MODERATE = new Pace(Duration.ofMillis(100), Duration.ofSeconds(1));
  }

  private final Pace pace;
  private final SortedSet<RawPath> pending = new TreeSet<>();
  private long first;
  private long last;

  Debounce(Pace pace) {
    this.pace = pace;
  }

  void add(Collection<RawPath> paths, long now) {
    if (pending.isEmpty()) {
      first = now;
    }
    last = now;
    pending.addAll(paths);
  }

  /** When to act; empty if there is nothing to do. */
  OptionalLong due() {
    return pending.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.min(last + pace.silence().toNanos(), first + pace.most().toNanos()));
  }

  boolean isDue(long now) {
    var due = due();
    return due.isPresent() && due.getAsLong() - now <= 0;
  }

  /** Hands over all that has gathered, in the order of paths. */
  SortedSet<RawPath> take() {
    var taken = new TreeSet<>(pending);
    pending.clear();
    return taken;
  }
}
