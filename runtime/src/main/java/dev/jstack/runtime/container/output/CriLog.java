package dev.jstack.runtime.container.output;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log on disk. */
public final class CriLog implements ContainerLog {
  private final LogFiles files;
  private final LogSignal signal;

  public CriLog(LogFiles files, LogSignal signal) {
    this.files = files;
    this.signal = signal;
  }

  @Override
  public void read(LogQuery query, Consumer<LogLine> lines) {
    try (var follower = new Follower(query)) {
      for (var line = follower.now(); line.isPresent(); line = follower.now()) {
        lines.accept(line.get());
      }
    }
  }

  @Override
  public LogFollower follow(LogQuery query) {
    return new Follower(query);
  }

  /** Goes from file to file, by the files' identities and not their names. */
  private final class Follower implements LogFollower {
    private final @Nullable Instant since;
    private final @Nullable Instant until;
    private @Nullable LogReader reader;
    private @Nullable Object identity;
    private boolean over;

    Follower(LogQuery query) {
      since = query.since();
      until = query.until();
      place(query.tail());
    }

    private void place(long tail) {
      var all = files.oldestFirst();
      if (all.isEmpty()) {
        return;
      }
      if (tail < 0) {
        open(all.getFirst(), 0);
        return;
      }
      long missing = tail;
      List<Path> newestFirst = all.reversed();
      for (int i = 0; i < newestFirst.size(); i++) {
        var place = LogReader.tail(newestFirst.get(i), missing);
        if (place.missing() <= 0 || i == newestFirst.size() - 1) {
          open(newestFirst.get(i), place.offset());
          return;
        }
        missing = place.missing();
      }
    }

    private void open(Path file, long offset) {
      close();
      identity = LogFiles.identity(file).orElse("");
      reader = new LogReader(file, offset);
    }

    @Override
    public Optional<LogLine> next(Duration time) {
      long deadline = System.nanoTime() + time.toNanos();
      while (true) {
        long seen = signal.version();
        var line = now();
        long left = deadline - System.nanoTime();
        if (line.isPresent() || over || left <= 0) {
          return line;
        }
        try {
          signal.await(seen, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return Optional.empty();
        }
      }
    }

    /** The next line there is. */
    Optional<LogLine> now() {
      while (!over) {
        var line = read();
        if (line.isEmpty()) {
          return line;
        }
        var time = line.get().time();
        over = until != null && time.isAfter(until);
        if (!over && (since == null || !time.isBefore(since))) {
          return line;
        }
      }
      return Optional.empty();
    }

    private Optional<LogLine> read() {
      if (reader == null || identity == null) {
        if (!Files.exists(files.current())) {
          return Optional.empty();
        }
        open(files.oldestFirst().getFirst(), 0);
      }
      while (reader != null && identity != null) {
        var line = reader.next();
        if (line.isPresent()) {
          return line;
        }
        var following = files.after(identity);
        if (following.isEmpty()) {
          return line;
        }
        // What was written between the last read and the rotation.
        line = reader.next();
        if (line.isPresent()) {
          return line;
        }
        open(following.get(), 0);
      }
      return Optional.empty();
    }

    @Override
    public void close() {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }
  }
}
