package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.ListingOptions;
import dev.jstack.console.Human;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.image.Digest;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack container ls}. */
@Command(name = "ls", description = "List containers.")
public final class ContainerPsCommand implements ReadOnly {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Show stopped containers, too.")
  private boolean all;

  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      description = "The last so many.")
  private int last = -1;

  @Option(
      names = {"-l", "--latest"},
      description = "The latest one.")
  private boolean latest;

  @Option(
      names = {"-s", "--size"},
      description = "Show what each has written.")
  private boolean size;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "NAME=VALUE",
      description =
          "status, name, id, label, ancestor, network, volume, health, exited, before, since,"
              + " publish, expose.")
  private List<String> filters = List.of();

  public ContainerPsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing list = Listing.of(columns());
    shown().forEach(view -> list.add(row(view)));
    listing.print(list, "ID", session);
    return ExitCode.OK;
  }

  private String[] columns() {
    Stream<String> always =
        Stream.of(
            "CONTAINER ID=ID",
            "IMAGE=Image",
            "COMMAND=Command",
            "CREATED=RunningFor",
            "STATUS=Status",
            "PORTS=Ports",
            "NAMES=Names");
    return Stream.concat(always, size ? Stream.of("SIZE=Size") : Stream.empty())
        .toArray(String[]::new);
  }

  private List<ContainerView> shown() {
    Instant now = Instant.now();
    int limit = latest ? 1 : last;
    var filter =
        new ContainerFilter(filters, session.engine().containers(), session.engine().images());
    boolean everything = all || limit >= 0 || filter.names("status");
    return session.engine().containers().list().stream()
        .sorted(Comparator.comparing(Container::created).reversed())
        .map(container -> new ContainerView(container, session.engine().containers(), now))
        .filter(view ->
            everything
                || view.container().state().status().isAlive()
                || view.state().equals("restarting"))
        .filter(filter::matches)
        .limit(limit < 0 ? Long.MAX_VALUE : limit)
        .toList();
  }

  private Map<String, Object> row(ContainerView view) {
    Container container = view.container();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Command", view.command(listing.whole));
    row.put("CreatedAt", view.createdAt());
    row.put("ID", listing.id(container.id()));
    row.put("Image", image(container));
    row.put("Label", view.label());
    row.put("Labels", view.labels());
    row.put("LocalVolumes", Long.toString(view.volumes()));
    row.put("Mounts", view.mounts(listing.whole));
    row.put("Names", container.name());
    row.put("Networks", view.networks());
    row.put("Ports", view.ports());
    row.put("RunningFor", view.created());
    row.put("Size", size || listing.shows("Size") ? size(container) : "0B");
    row.put("State", view.state());
    row.put("Status", view.status());
    return row;
  }

  /** The name it was made with, while that leads to its image; then the image's id. */
  private String image(Container container) {
    String name = container.spec().image();
    Digest id = container.imageId();
    return session.engine().images().find(name).filter(image -> image.id().equals(id)).isPresent()
        ? name
        : listing.id(id.toString());
  }

  private String size(Container container) {
    var snapshots = session.engine().snapshots();
    long written = snapshots.size(container);
    return Human.size(written)
        + " (virtual "
        + Human.size(written + snapshots.imageSize(container))
        + ")";
  }
}
