package dev.jstack.cli.prune;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Question;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.Moments;
import dev.jstack.cli.option.Quantities;
import dev.jstack.console.Human;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.CachePolicy;
import dev.jstack.runtime.build.cache.CacheRecord;
import dev.jstack.runtime.build.cache.CacheRecord.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack builder prune}. */
@Command(name = "prune", description = "Forget the build cache.")
public final class BuilderPruneCommand implements Callable<Integer> {
  private static final String UNTIL = "until";
  private static final String UNUSED_FOR = "unused-for";

  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Cache mounts, and steps whose layers an image has, too.")
  private boolean all;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  @Option(
      names = "--filter",
      paramLabel = "NAME=VALUE",
      description = "until=AGE, unused-for=AGE, type=regular or exec.cachemount.")
  private List<String> filters = List.of();

  @Option(
      names = {"--reserved-space", "--keep-storage"},
      paramLabel = "BYTES",
      description = "So much stays in any case.")
  private @Nullable String reserved;

  @Option(
      names = "--max-used-space",
      paramLabel = "BYTES",
      description = "Remove until no more than this is left.")
  private @Nullable String most;

  @Option(
      names = "--min-free-space",
      paramLabel = "BYTES",
      description = "Remove until so much of the disk is free.")
  private @Nullable String free;

  public BuilderPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CachePolicy policy = policy(new Filters(filters, UNTIL, UNUSED_FOR, "type"), Instant.now());
    String what = all ? "all build cache" : "all dangling build cache";
    String warning = "WARNING! This will remove " + what + ". ";
    if (force || new Question(session).yes(warning + "Are you sure you want to continue? [y/N]")) {
      print(new CachePruning(session.engine()).prune(policy));
    }
    return ExitCode.OK;
  }

  private CachePolicy policy(Filters filter, Instant now) {
    Set<Kind> kinds = all ? Set.of(Kind.values()) : Set.of(Kind.STEP);
    if (filter.names("type")) {
      kinds = filter.values("type").stream().map(CachePruning::kind).collect(Collectors.toSet());
    }
    String age = filter.names(UNUSED_FOR) ? UNUSED_FOR : UNTIL;
    Duration unused =
        filter.values(age).stream()
            .map(text -> Duration.between(Moments.parse(text, now), now))
            .reduce(Duration.ZERO, (_, last) -> last);
    if (unused.isNegative()) {
      throw new JstackException("invalid filter \"" + age + "\": it is in the future");
    }
    return new CachePolicy(kinds, all, unused, bytes(reserved), bytes(most), bytes(free));
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : Quantities.bytes(text);
  }

  private void print(CachePruning.Pruned pruned) {
    Listing listing = Listing.of("ID=ID", "RECLAIMABLE=Yes", "SIZE=Size", "LAST ACCESSED=Used");
    Instant now = Instant.now();
    for (CacheRecord record : pruned.records()) {
      var row = CachePruning.row(record, now);
      row.put("Yes", "true");
      listing.add(row);
    }
    if (!pruned.records().isEmpty()) {
      listing.print(session.out(), null);
    }
    session.out().println("Total:\t" + Human.size(pruned.bytes(), 4));
  }
}
