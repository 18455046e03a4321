package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.output.LogFollower;
import dev.jstack.runtime.container.output.LogLine;
import dev.jstack.runtime.container.output.LogQuery;
import dev.jstack.runtime.container.output.StdStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack container logs}. */
@Command(name = "logs", description = "Show what a container printed.")
public final class ContainerLogsCommand implements ReadOnly {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Session session;
  private final Set<StdStream> begun = EnumSet.noneOf(StdStream.class);
  private Predicate<LogLine> filter = _ -> true;

  @Mixin private LogOptions options = new LogOptions();

  @Option(
      names = "--details",
      description = "Show what log options add to each line: nothing, but for a blank.")
  private boolean details;

  @Parameters(paramLabel = "CONTAINER")
  private String name = "";

  public ContainerLogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Containers containers = session.engine().containers();
    Container container = containers.require(name);
    if (container.spec().logMaxFiles() == 0) {
      throw new JstackException(
          "configured logging driver does not support reading: what "
              + container.name()
              + " prints is not kept");
    }
    LogQuery query = options.query(Instant.now());
    filter = options.filter();
    if (!options.follow) {
      containers.log(container).read(query, line -> print(container, line));
      return ExitCode.OK;
    }
    try (LogFollower follower = containers.log(container).follow(query)) {
      boolean more = true;
      while (more) {
        Optional<LogLine> line = follower.next(LOOK);
        line.ifPresent(text -> print(container, text));
        boolean lives = container.state().status().isAlive() || containers.restarting(container);
        more = line.isPresent() || lives;
        if (Thread.interrupted()) {
          throw new CancelledException(new InterruptedException());
        }
      }
    }
    return ExitCode.OK;
  }

  private void print(Container container, LogLine line) {
    if (!filter.test(line)) {
      return;
    }
    if (options.json) {
      session.out().print(LogOutput.json(container, line) + "\n");
      return;
    }
    var out = line.stream() == StdStream.STDOUT ? session.out() : session.err();
    if (begun.add(line.stream())) {
      out.print((options.timestamps ? line.time() + " " : "") + (details ? " " : ""));
    }
    out.write(line.bytes(), 0, line.bytes().length);
    if (!line.partial()) {
      out.write('\n');
      begun.remove(line.stream());
    }
  }
}
