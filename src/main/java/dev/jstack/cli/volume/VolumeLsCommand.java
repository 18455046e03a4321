package dev.jstack.cli.volume;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.ListingOptions;
import dev.jstack.runtime.container.Volume;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack volume ls}. */
@Command(name = "ls", description = "List volumes.")
public final class VolumeLsCommand implements ReadOnly {
  private final Session session;

  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "NAME=VALUE",
      description = "dangling, driver, label, name.")
  private List<String> filters = List.of();

  public VolumeLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var filter = new Filters(filters, "dangling", "driver", "label", "name");
    Listing list = Listing.of("DRIVER=Driver", "VOLUME NAME=Name");
    session.engine().volumes().list().stream()
        .filter(volume -> matches(filter, volume))
        .forEach(volume -> list.add(VolumeRow.of(volume)));
    listing.print(list, "Name", session);
    return ExitCode.OK;
  }

  private boolean matches(Filters filter, Volume volume) {
    return filter.any("name", volume.name()::contains)
        && filter.any("driver", "local"::equals)
        && filter.labels(volume.labels())
        && filter
            .flag("dangling")
            .map(unused -> unused == new VolumeUse(session).of(volume.name()).isEmpty())
            .orElse(true);
  }
}
