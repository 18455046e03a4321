package dev.jstack.cli.system;

import dev.jstack.cli.container.ContainerView;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.image.ImageRows;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.ListingOptions;
import dev.jstack.cli.prune.CachePruning;
import dev.jstack.cli.volume.VolumeUse;
import dev.jstack.console.Human;
import dev.jstack.console.template.Template;
import dev.jstack.engine.DiskUse;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.build.cache.CacheRecord;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code system df -v}: each image, container and volume with the space it takes. */
final class DiskUseDetails {
  private static final int DIGITS = 4;

  private final Session session;
  private final Instant now = Instant.now();

  DiskUseDetails(Session session) {
    this.session = session;
  }

  /** One table after the other; a template or {@code json} sees them all at once. */
  void print(@Nullable String format) {
    Listing images = images();
    Listing containers = containers();
    Listing volumes = volumes();
    Listing cache = cache();
    if (format != null && !format.isEmpty() && !format.equals("table")) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("Images", images.rows());
      all.put("Containers", containers.rows());
      all.put("Volumes", volumes.rows());
      all.put("BuildCache", cache.rows());
      session
          .out()
          .println(format.equals("json") ? Json.write(all) : Template.parse(format).render(all));
      return;
    }
    print("Images space usage:", images);
    print("Containers space usage:", containers);
    print("Local Volumes space usage:", volumes);
    long bytes = session.engine().builds().cache().bytes();
    print("Build cache usage: " + Human.size(bytes, DIGITS), cache);
  }

  private void print(String title, Listing listing) {
    session.out().println(title);
    session.out().println();
    listing.print(session.out(), null);
    session.out().println();
  }

  private Listing images() {
    Listing listing =
        Listing.of(
            "REPOSITORY=Repository",
            "TAG=Tag",
            "IMAGE ID=ID",
            "CREATED=CreatedSince",
            "SIZE=Size",
            "SHARED SIZE=SharedSize",
            "UNIQUE SIZE=UniqueSize",
            "CONTAINERS=Containers");
    var rows = new ImageRows(new ListingOptions(), now);
    session.engine().images().space().forEach(space -> listing.add(rows.of(space)));
    return listing;
  }

  private Listing containers() {
    Listing listing =
        Listing.of(
            "CONTAINER ID=ID",
            "IMAGE=Image",
            "COMMAND=Command",
            "LOCAL VOLUMES=LocalVolumes",
            "SIZE=Size",
            "CREATED=RunningFor",
            "STATUS=Status",
            "NAMES=Names");
    Engine engine = session.engine();
    for (Container container : engine.containers().list()) {
      var view = new ContainerView(container, engine.containers(), now);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("ID", container.shortId());
      row.put("Image", container.spec().image());
      row.put("Command", view.command(false));
      row.put(
          "LocalVolumes",
          container.mounts().stream().filter(mount -> !mount.name().isEmpty()).count());
      row.put("Size", Human.size(engine.snapshots().size(container)));
      row.put("RunningFor", view.created());
      row.put("Status", view.status());
      row.put("Names", container.name());
      listing.add(row);
    }
    return listing;
  }

  private Listing cache() {
    Listing listing =
        Listing.of(
            "CACHE ID=ID",
            "CACHE TYPE=CacheType",
            "SIZE=Size",
            "CREATED=CreatedSince",
            "LAST USED=Used",
            "SHARED=Shared");
    Set<Digest> shared = new CachePruning(session.engine()).imageLayers();
    for (CacheRecord record : CachePruning.latestFirst(session.engine().builds().records())) {
      Map<String, Object> row = CachePruning.row(record, now);
      row.put("Shared", record.layer().filter(shared::contains).isPresent());
      listing.add(row);
    }
    return listing;
  }

  private Listing volumes() {
    Listing listing = Listing.of("VOLUME NAME=Name", "LINKS=Links", "SIZE=Size");
    var use = new VolumeUse(session);
    for (Volume volume : session.engine().volumes().list()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Name", volume.name());
      row.put("Links", Integer.toString(use.of(volume.name()).size()));
      row.put("Size", Human.size(DiskUse.of(volume)));
      listing.add(row);
    }
    return listing;
  }
}
