package dev.jstack.runtime.build;

import dev.jstack.runtime.Problem;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers the steps of one build and tells the listener. */
final class Progress {
  private final BuildListener listener;
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger cached = new AtomicInteger();
  private final AtomicInteger ran = new AtomicInteger();

  Progress(BuildListener listener) {
    this.listener = listener;
  }

  void planned(int steps) {
    listener.on(new BuildEvent.Planned(steps));
  }

  void warn(Problem problem) {
    listener.on(new BuildEvent.Warned(problem));
  }

  Step start(String name) {
    int number = numbers.incrementAndGet();
    listener.on(new BuildEvent.Started(number, name));
    return new Step(number, name, System.nanoTime());
  }

  /** All steps begin once more; they count once. */
  void restart() {
    cached.set(0);
    ran.set(0);
  }

  int cachedSteps() {
    return cached.get();
  }

  int ranSteps() {
    return ran.get();
  }

  /** One step under way; ends with exactly one of cached, done and failed. */
  final class Step {
    private final int number;
    private final String name;
    private final long started;

    private Step(int number, String name, long started) {
      this.number = number;
      this.name = name;
      this.started = started;
    }

    String name() {
      return name;
    }

    /** Seconds since its start, as plain progress shows them: {@code 0.145}. */
    String stamp() {
      return String.format(Locale.ROOT, "%.3f", age().toNanos() / 1e9);
    }

    void output(boolean stderr, String line) {
      listener.on(new BuildEvent.Output(number, stderr, line, age()));
    }

    void cached() {
      cached.incrementAndGet();
      listener.on(new BuildEvent.Cached(number));
    }

    /** Ended after it did something. */
    void ran() {
      ran.incrementAndGet();
      done();
    }

    void done() {
      listener.on(new BuildEvent.Done(number, age()));
    }

    void failed(String error) {
      listener.on(new BuildEvent.Failed(number, error));
    }

    Duration age() {
      return Duration.ofNanos(System.nanoTime() - started);
    }
  }
}
