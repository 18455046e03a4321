package dev.jstack.cli;

import dev.jstack.console.Human;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ls", description = "List images.")
final class ImageLsCommand implements Callable<Integer> {
  private static final String NONE = "<none>";

  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Show all images.")
  @SuppressWarnings("unused") // accepted
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only ids.")
  private boolean quiet;

  @Option(names = "--digests", description = "Show digests.")
  private boolean digests;

  @Option(names = "--no-trunc", description = "Shorten nothing.")
  private boolean whole;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "FILTER",
      description = "dangling=true, reference=NAME.")
  private List<String> filters = List.of();

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  @Parameters(paramLabel = "REPOSITORY[:TAG]", arity = "0..1")
  private @Nullable String wanted;

  ImageLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing listing =
        digests
            ? Listing.of(
                "REPOSITORY=Repository",
                "TAG=Tag",
                "DIGEST=Digest",
                "IMAGE ID=ID",
                "CREATED=CreatedSince",
                "SIZE=Size")
            : Listing.of(
                "REPOSITORY=Repository",
                "TAG=Tag",
                "IMAGE ID=ID",
                "CREATED=CreatedSince",
                "SIZE=Size");
    for (ImageEntry image : session.engine().images().list()) {
      if (image.isDangling() && wanted == null) {
        add(listing, image, null);
      }
      image.references().stream().filter(this::matches).forEach(name -> add(listing, image, name));
    }
    if (quiet) {
      listing.rows().stream().map(row -> row.get("ID")).distinct().forEach(session.out()::println);
    } else {
      listing.print(session.out(), format);
    }
    return ExitCode.OK;
  }

  private boolean matches(ImageReference name) {
    boolean plain =
        wanted == null || wanted.equals(name.familiarName()) || wanted.equals(name.familiar());
    return plain
        && filters.stream()
            .filter(filter -> filter.startsWith("reference="))
            .map(filter -> filter.substring("reference=".length()))
            .allMatch(ref -> ref.equals(name.familiarName()) || ref.equals(name.familiar()));
  }

  private void add(Listing listing, ImageEntry image, @Nullable ImageReference name) {
    if ((filters.contains("dangling=true") && name != null)
        || (filters.contains("dangling=false") && name == null)) {
      return;
    }
    Instant now = Instant.now();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Containers", "N/A");
    row.put("CreatedAt", String.valueOf(image.created()));
    row.put("CreatedSince", image.created() == null ? "N/A" : Human.ago(image.created(), now));
    row.put("Digest", NONE);
    row.put("ID", whole ? image.id().toString() : image.id().hex().substring(0, 12));
    row.put("Repository", name == null ? NONE : name.familiarName());
    row.put("Tag", name == null ? NONE : Objects.requireNonNullElse(name.tag(), NONE));
    row.put("Size", Human.size(image.size()));
    row.put("SharedSize", "N/A");
    row.put("UniqueSize", "N/A");
    row.put("VirtualSize", Human.size(image.size()));
    listing.add(row);
  }
}
