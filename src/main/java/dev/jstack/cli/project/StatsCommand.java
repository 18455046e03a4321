package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.console.Human;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.engine.CancelledException;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.cgroup.CgroupStats;
import dev.jstack.runtime.container.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose stats}. */
@Command(name = "stats", description = "Show what containers use.")
public final class StatsCommand implements ReadOnly {
  private static final CgroupStats NOTHING = new CgroupStats(0, 0, 0, 0, 0, 0, 0);

  private final Session session;
  private final boolean docker;

  @Option(
      names = {"-a", "--all"},
      description = "Show stopped containers, too.")
  private boolean all;

  @Option(names = "--no-stream", description = "Only once.")
  private boolean once;

  @Option(names = "--no-trunc", description = "Shorten nothing.")
  private boolean whole;

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  @Parameters(paramLabel = "SERVICE|CONTAINER")
  private List<String> names = List.of();

  private StatsCommand(Session session, boolean docker) {
    this.session = session;
    this.docker = docker;
  }

  /** Docker's: of any containers. */
  public static StatsCommand ofContainers(Session session) {
    return new StatsCommand(session, true);
  }

  /** Compose's: of a project's, where there is one. */
  public static StatsCommand ofServices(Session session) {
    return new StatsCommand(session, false);
  }

  @Override
  public Integer call() {
    boolean live =
        !once && format == null && session.invocation().terminal().isTerminal(Stream.OUT);
    try {
      Map<String, CgroupStats> before = sample();
      do {
        Instant start = Instant.now();
        TimeUnit.SECONDS.sleep(1);
        Map<String, CgroupStats> now = sample();
        if (live) {
          session.out().print("\u001b[2J\u001b[H");
        }
        print(before, now, Duration.between(start, Instant.now()));
        session.out().flush();
        before = now;
      } while (!once);
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    }
    return ExitCode.OK;
  }

  private List<Container> chosen() {
    var access = new ProjectAccess(session);
    Containers containers = session.engine().containers();
    List<Container> found =
        !docker && access.named()
            ? services(access)
            : names.isEmpty()
                ? containers.list()
                : names.stream().map(containers::require).toList();
    boolean stopped = all || !names.isEmpty();
    return found.stream().filter(c -> stopped || c.state().status().isAlive()).toList();
  }

  /** A name that is no service of the project may still be a container. */
  private List<Container> services(ProjectAccess access) {
    List<Container> containers =
        names.stream()
            .flatMap(name -> session.engine().containers().find(name).stream())
            .filter(container -> names.contains(container.name()))
            .toList();
    return containers.isEmpty()
        ? new ServiceContainers(session).of(access.target(), names)
        : containers;
  }

  private Map<String, CgroupStats> sample() {
    Map<String, CgroupStats> samples = new HashMap<>();
    for (Container container : chosen()) {
      if (container.state().status().isAlive()) {
        samples.put(container.id(), session.engine().containers().insight().stats(container));
      }
    }
    return samples;
  }

  private void print(Map<String, CgroupStats> before, Map<String, CgroupStats> now, Duration time) {
    Listing listing =
        Listing.of(
            "CONTAINER ID=ID",
            "NAME=Name",
            "CPU %=CPUPerc",
            "MEM USAGE / LIMIT=MemUsage",
            "MEM %=MemPerc",
            "NET I/O=NetIO",
            "BLOCK I/O=BlockIO",
            "PIDS=PIDs");
    for (Container container : chosen()) {
      CgroupStats stats = now.getOrDefault(container.id(), NOTHING);
      CgroupStats last = before.getOrDefault(container.id(), stats);
      listing.add(row(container, stats, stats.cpuNanos() - last.cpuNanos(), time));
    }
    listing.print(session.out(), format);
  }

  private Map<String, Object> row(
      Container container, CgroupStats stats, long cpuNanos, Duration time) {
    boolean alive = container.state().status().isAlive();
    long own = stats.memoryLimitBytes();
    long limit = own == 0 && alive ? HostMemory.bytes() : own;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Container", container.name());
    row.put("ID", whole ? container.id() : container.shortId());
    row.put("Name", container.name());
    row.put("CPUPerc", percent(cpuNanos, time.toNanos()));
    row.put("MemUsage", Human.binarySize(stats.memoryBytes()) + " / " + Human.binarySize(limit));
    row.put("MemPerc", percent(stats.memoryBytes(), limit));
    Traffic traffic = traffic(container);
    row.put("NetIO", Human.size(traffic.received()) + " / " + Human.size(traffic.sent()));
    row.put("BlockIO", Human.size(stats.readBytes()) + " / " + Human.size(stats.writtenBytes()));
    row.put("PIDs", String.valueOf(stats.pids()));
    return row;
  }

  /** The host's network is nobody's own. */
  private static Traffic traffic(Container container) {
    boolean own = container.spec().network().mode().equals("bridge");
    return own && container.state().status().isAlive()
        ? Traffic.of(container.state().pid())
        : Traffic.NONE;
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f%%", whole == 0 ? 0 : 100.0 * part / whole);
  }
}
