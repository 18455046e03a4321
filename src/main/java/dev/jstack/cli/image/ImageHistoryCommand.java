package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.ListingOptions;
import dev.jstack.cli.option.PlatformCheck;
import dev.jstack.console.Human;
import dev.jstack.runtime.image.HistoryLine;
import dev.jstack.runtime.image.StoredImage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack image history}. */
@Command(name = "history", description = "Show how an image was made.")
public final class ImageHistoryCommand implements ReadOnly {
  private static final int LONGEST = 45;

  private final Session session;

  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(
      names = {"-H", "--human"},
      arity = "0..1",
      fallbackValue = "true",
      description = "Sizes and dates for people (default: true).")
  private boolean human = true;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "The platform that the image must have.")
  private @Nullable String platform;

  @Parameters(paramLabel = "IMAGE")
  private String name = "";

  public ImageHistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    StoredImage image = PlatformCheck.require(session.engine().images(), name, platform);
    Instant now = Instant.now();
    Listing lines =
        Listing.of(
            "IMAGE=ID",
            human ? "CREATED=CreatedSince" : "CREATED AT=CreatedSince",
            "CREATED BY=CreatedBy",
            "SIZE=Size",
            "COMMENT=Comment");
    HistoryLine.of(image).forEach(line -> lines.add(row(line, now)));
    listing.print(lines, "ID", session);
    return ExitCode.OK;
  }

  private Map<String, Object> row(HistoryLine line, Instant now) {
    String at =
        line.created() == null ? "N/A" : line.created().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ID", line.id() == null ? "<missing>" : listing.id(line.id().toString()));
    row.put("CreatedAt", at);
    row.put("CreatedSince", human ? ImageRows.since(line.created(), now) : at);
    row.put(
        "CreatedBy",
        !listing.whole ? Human.shortened(line.createdBy(), LONGEST) : line.createdBy());
    row.put("Size", human ? Human.size(line.size()) : Long.toString(line.size()));
    row.put("Comment", line.comment());
    return row;
  }
}
