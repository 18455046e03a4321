package dev.jstack.cli;

import dev.jstack.console.Human;
import dev.jstack.engine.DiskUse;
import dev.jstack.engine.Engine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "df", description = "Show what takes space on the disk.")
final class SystemDfCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  SystemDfCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Engine engine = session.engine();
    Listing listing =
        Listing.of(
            "TYPE=Type",
            "TOTAL=TotalCount",
            "ACTIVE=Active",
            "SIZE=Size",
            "RECLAIMABLE=Reclaimable");
    for (DiskUse use : DiskUse.all(engine)) {
      listing.add(row(use));
    }
    listing.print(session.out(), format);
    return ExitCode.OK;
  }

  private static Map<String, Object> row(DiskUse use) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Type", use.kind());
    row.put("TotalCount", String.valueOf(use.total()));
    row.put("Active", String.valueOf(use.active()));
    row.put("Size", Human.size(use.bytes()));
    row.put("Reclaimable", reclaimable(use));
    return row;
  }

  private static String reclaimable(DiskUse use) {
    String size = Human.size(use.reclaimable());
    return use.bytes() == 0 ? size : size + " (" + use.reclaimable() * 100 / use.bytes() + "%)";
  }
}
