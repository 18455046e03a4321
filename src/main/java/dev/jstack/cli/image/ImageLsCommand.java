package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.ListingOptions;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack image ls}. */
@Command(name = "ls", description = "List images.")
@Inert(
    names = {"-a", "--all"},
    because = "there are no intermediate images that could be hidden",
    fulfilled = true)
public final class ImageLsCommand implements ReadOnly {
  private final Session session;

  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(names = "--digests", description = "Show digests.")
  private boolean digests;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "NAME=VALUE",
      description = "before, dangling, label, reference, since, until.")
  private List<String> filters = List.of();

  @Option(names = "--tree", description = "A line for each image, with what uses it.")
  private boolean tree;

  @Parameters(paramLabel = "REPOSITORY[:TAG]", arity = "0..1")
  private @Nullable String wanted;

  public ImageLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Engine engine = session.engine();
    Instant now = Instant.now();
    var filter = ImageFilter.listing(engine.images(), filters, wanted, now);
    var rows = new ImageRows(listing, now);
    Map<Digest, Long> containers = containers(engine);
    if (tree) {
      listing.refuse("--tree");
      printTree(engine, filter, containers);
      return ExitCode.OK;
    }
    Listing list = columns();
    for (ImageEntry image : engine.images().list()) {
      if (filter.matches(image) && !(image.isDangling() && filter.choosesNames())) {
        List<ImageReference> known =
            digests || image.isDangling() || listing.shows("Digest")
                ? engine.images().digests(image.id())
                : List.of();
        long users = containers.getOrDefault(image.id(), 0L);
        rows.of(image, known, filter::matches, users).forEach(list::add);
      }
    }
    listing.print(list, "ID", session);
    return ExitCode.OK;
  }

  private void printTree(Engine engine, ImageFilter filter, Map<Digest, Long> containers) {
    if (digests) {
      throw new JstackException("--tree shows no digests");
    }
    var rows = new ImageTree();
    for (ImageEntry image : engine.images().list()) {
      if (filter.matches(image)) {
        var names = image.references().stream().filter(filter::matches).toList();
        rows.add(image, names, containers.containsKey(image.id()));
      }
    }
    session.out().print(rows);
  }

  private static Map<Digest, Long> containers(Engine engine) {
    return engine.containers().list().stream()
        .map(Container::imageId)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private Listing columns() {
    return digests
        ? Listing.of(
            "REPOSITORY=Repository",
            "TAG=Tag",
            "DIGEST=Digest",
            "IMAGE ID=ID",
            "CREATED=CreatedSince",
            "SIZE=Size")
        : Listing.of(
            "REPOSITORY=Repository", "TAG=Tag", "IMAGE ID=ID", "CREATED=CreatedSince", "SIZE=Size");
  }
}
