package dev.jstack.cli;

import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.LogFollower;
import dev.jstack.runtime.container.LogLine;
import dev.jstack.runtime.container.LogQuery;
import dev.jstack.runtime.container.StdStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Show what a container printed.")
final class ContainerLogsCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Session session;

  @Mixin private LogOptions options = new LogOptions();

  @Parameters(paramLabel = "CONTAINER")
  private String name = "";

  ContainerLogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Containers containers = session.engine().containers();
    Container container = containers.require(name);
    LogQuery query = options.query(Instant.now());
    if (!options.follow) {
      containers.log(container).read(query, this::print);
      return ExitCode.OK;
    }
    try (LogFollower follower = containers.log(container).follow(query)) {
      boolean more = true;
      while (more) {
        Optional<LogLine> line = follower.next(LOOK);
        line.ifPresent(this::print);
        boolean lives = container.state().status().isAlive() || containers.restarting(container);
        more = !Thread.interrupted() && (line.isPresent() || lives);
      }
    }
    return ExitCode.OK;
  }

  private void print(LogLine line) {
    var out = line.stream() == StdStream.STDOUT ? session.out() : session.err();
    if (options.timestamps) {
      out.print(line.time() + " ");
    }
    out.write(line.bytes(), 0, line.bytes().length);
    out.write('\n');
  }
}
