package dev.jstack.cli;

import dev.jstack.console.Human;
import dev.jstack.runtime.image.HistoryLine;
import dev.jstack.runtime.image.StoredImage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "Show how an image was made.")
final class ImageHistoryCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--no-trunc", description = "Shorten nothing.")
  private boolean whole;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only ids.")
  private boolean quiet;

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  @Parameters(paramLabel = "IMAGE")
  private String name = "";

  ImageHistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    StoredImage image = session.engine().images().require(name);
    Listing listing =
        Listing.of(
            "IMAGE=ID",
            "CREATED=CreatedSince",
            "CREATED BY=CreatedBy",
            "SIZE=Size",
            "COMMENT=Comment");
    for (HistoryLine line : HistoryLine.of(image)) {
      listing.add(row(line));
    }
    if (quiet) {
      listing.rows().forEach(row -> session.out().println(row.get("ID")));
    } else {
      listing.print(session.out(), format);
    }
    return ExitCode.OK;
  }

  private Map<String, Object> row(HistoryLine line) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ID", id(line));
    row.put("CreatedAt", String.valueOf(line.created()));
    row.put(
        "CreatedSince", line.created() == null ? "N/A" : Human.ago(line.created(), Instant.now()));
    row.put("CreatedBy", whole ? line.createdBy() : Human.shortened(line.createdBy(), 45));
    row.put("Size", Human.size(line.size()));
    row.put("Comment", line.comment());
    return row;
  }

  private String id(HistoryLine line) {
    if (line.id() == null) {
      return "<missing>";
    }
    return whole ? line.id().toString() : line.id().shortHex();
  }
}
