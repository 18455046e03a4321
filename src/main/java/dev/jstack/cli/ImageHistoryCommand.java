package dev.jstack.cli;

import dev.jstack.console.Human;
import dev.jstack.runtime.image.History;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.StoredImage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
            "IMAGE=ID", "CREATED=CreatedSince", "CREATED BY=CreatedBy", "SIZE=Size", "COMMENT=Comment");
    Deque<Layer> layers = new ArrayDeque<>(image.layers().reversed());
    String id = whole ? image.id().toString() : image.id().hex().substring(0, 12);
    for (History step : image.config().history().reversed()) {
      Layer layer = step.emptyLayer() ? null : layers.poll();
      listing.add(row(id, step, layer == null ? 0 : layer.size()));
      id = "<missing>";
    }
    if (quiet) {
      listing.rows().forEach(row -> session.out().println(row.get("ID")));
    } else {
      listing.print(session.out(), format);
    }
    return ExitCode.OK;
  }

  private Map<String, Object> row(String id, History step, long size) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ID", id);
    row.put("CreatedAt", String.valueOf(step.created()));
    row.put(
        "CreatedSince",
        step.created() == null ? "N/A" : Human.ago(step.created(), Instant.now()));
    row.put("CreatedBy", whole ? step.createdBy() : Human.shortened(step.createdBy(), 45));
    row.put("Size", Human.size(size));
    row.put("Comment", step.comment());
    return row;
  }
}
