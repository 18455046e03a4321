package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.console.Human;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose images}. */
@Command(name = "images", description = "List the images of the project's containers.")
public final class ProjectImagesCommand implements ReadOnly {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only ids.")
  private boolean quiet;

  @Option(names = "--format", paramLabel = "FORMAT", description = "table or json.")
  private String format = "table";

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public ProjectImagesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing listing =
        Listing.wide(
            "CONTAINER=ContainerName",
            "REPOSITORY=Repository",
            "TAG=Tag",
            "PLATFORM=Platform",
            "IMAGE ID=ShortID",
            "SIZE=SizeText",
            "CREATED=CreatedSince");
    var target = new ProjectAccess(session).target();
    List<Container> found = new ServiceContainers(session).of(target, services);
    found.forEach(container -> add(listing, container));
    if (quiet) {
      found.stream().map(c -> c.imageId().hex()).distinct().forEach(session.out()::println);
    } else if (format.equals("json")) {
      session
          .out()
          .println(Json.write(listing.rows().stream().map(ProjectImagesCommand::json).toList()));
    } else {
      listing.printAll(session.out(), format);
    }
    return ExitCode.OK;
  }

  private void add(Listing listing, Container container) {
    Optional<StoredImage> image = session.engine().images().find(container.imageId().toString());
    Optional<ImageReference> name = ImageReference.tryParse(container.spec().image());
    Instant created = image.map(session.engine().images()::created).orElse(null);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ID", container.imageId().toString());
    row.put("ContainerName", container.name());
    row.put("Repository", name.map(ImageReference::familiarName).orElse("<none>"));
    row.put("Tag", name.map(ImageReference::tag).orElse("<none>"));
    row.put("Platform", image.map(found -> found.config().platform().toString()).orElse(""));
    row.put("Size", image.map(StoredImage::size).orElse(0L));
    row.put("Created", String.valueOf(created));
    row.put("LastTagTime", String.valueOf(created));
    row.put("ShortID", container.imageId().hex().substring(0, 12));
    row.put("SizeText", Human.size(image.map(StoredImage::size).orElse(0L)));
    row.put("CreatedSince", created == null ? "N/A" : Human.ago(created, Instant.now()));
    listing.add(row);
  }

  private static Map<String, Object> json(Map<String, Object> row) {
    Map<String, Object> json = new LinkedHashMap<>(row);
    json.keySet().removeAll(List.of("ShortID", "SizeText", "CreatedSince"));
    return json;
  }
}
