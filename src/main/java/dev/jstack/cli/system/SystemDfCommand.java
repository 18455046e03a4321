package dev.jstack.cli.system;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.console.Human;
import dev.jstack.engine.DiskUse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack system df}. */
@Command(name = "df", description = "Show what takes space on the disk.")
public final class SystemDfCommand implements ReadOnly {
  private static final int DIGITS = 4;

  private final Session session;

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  @Option(
      names = {"-v", "--verbose"},
      description = "Everything by itself.")
  private boolean verbose;

  public SystemDfCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (verbose) {
      new DiskUseDetails(session).print(format);
      return ExitCode.OK;
    }
    Listing listing =
        Listing.of(
            "TYPE=Type",
            "TOTAL=TotalCount",
            "ACTIVE=Active",
            "SIZE=Size",
            "RECLAIMABLE=Reclaimable");
    DiskUse.all(session.engine()).forEach(use -> listing.add(row(use)));
    listing.print(session.out(), format);
    return ExitCode.OK;
  }

  static Map<String, Object> row(DiskUse use) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Type", use.kind());
    row.put("TotalCount", String.valueOf(use.total()));
    row.put("Active", String.valueOf(use.active()));
    row.put("Size", Human.size(use.bytes(), DIGITS));
    row.put("Reclaimable", reclaimable(use));
    return row;
  }

  /** The cache can always be had again: docker gives no percentage of that. */
  private static String reclaimable(DiskUse use) {
    String size = Human.size(use.reclaimable(), DIGITS);
    boolean plain = use.bytes() == 0 || use.kind().equals(DiskUse.BUILD_CACHE);
    return plain ? size : size + " (" + use.reclaimable() * 100 / use.bytes() + "%)";
  }
}
