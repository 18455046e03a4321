package dev.jstack.cli.project;

import dev.jstack.cli.container.LogOutput;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.output.LogFollower;
import dev.jstack.runtime.container.output.LogLine;
import dev.jstack.runtime.container.output.LogQuery;
import dev.jstack.runtime.container.output.WholeLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/** What several containers have printed so far, by the time they printed it. */
final class MergedLog implements AutoCloseable {
  private final List<Source> sources = new ArrayList<>();

  /** A container's log; {@code number} is its place among the others. */
  private record Source(int number, Container container, LogFollower log) {
    private Optional<Head> head() {
      return log.next(Duration.ZERO).map(line -> new Head(this, line));
    }
  }

  /** The next line of a log. */
  private record Head(Source source, LogLine line) {}

  MergedLog(Containers containers, List<Container> all, LogQuery query) {
    for (Container container : all) {
      sources.add(
          new Source(
              sources.size(), container, new WholeLines(containers.log(container).follow(query))));
    }
  }

  /** Prints the lines there are; those of one moment in the containers' order. */
  void print(LogOutput output) {
    var heads =
        new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.line().time())
                .thenComparingInt(head -> head.source().number()));
    sources.forEach(source -> source.head().ifPresent(heads::add));
    for (Head next = heads.poll(); next != null; next = heads.poll()) {
      output.print(next.source().container(), next.line());
      next.source().head().ifPresent(heads::add);
    }
  }

  /** Hands the logs on, each at the place where it was left; whoever gets them closes them. */
  void handOn(BiConsumer<Container, LogFollower> taker) {
    sources.forEach(source -> taker.accept(source.container(), source.log()));
    sources.clear();
  }

  @Override
  public void close() {
    sources.forEach(source -> source.log().close());
  }
}
