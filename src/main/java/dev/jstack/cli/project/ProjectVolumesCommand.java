package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.cli.option.ListingOptions;
import dev.jstack.cli.volume.VolumeRow;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Labels;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.MountSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jstack compose volumes}. */
@Command(name = "volumes", description = "List the project's volumes.")
public final class ProjectVolumesCommand implements ReadOnly {
  private final Session session;

  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(paramLabel = "SERVICE", description = "Only what these use.")
  private List<String> services = List.of();

  public ProjectVolumesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).target();
    Listing list = Listing.of("DRIVER=Driver", "VOLUME NAME=Name");
    Set<String> used = services.isEmpty() ? Set.of() : used(target);
    session.engine().volumes().list().stream()
        .filter(volume -> target.name().equals(volume.labels().get(Labels.PROJECT)))
        .filter(volume -> services.isEmpty() || used.contains(volume.name()))
        .forEach(volume -> list.add(VolumeRow.of(volume)));
    listing.print(list, "Name", session);
    return ExitCode.OK;
  }

  /** By the file's services, or without a file by the containers there are. */
  private Set<String> used(Target target) {
    Stream<MountSpec> mounts =
        target.project() == null
            ? new ServiceContainers(session)
                .of(target, services).stream()
                    .map(Container::spec)
                    .flatMap(spec -> spec.mounts().stream())
            : services.stream()
                .map(target.project()::service)
                .map(Service::mounts)
                .flatMap(List::stream);
    return mounts
        .filter(MountSpec.Volume.class::isInstance)
        .map(mount -> String.valueOf(((MountSpec.Volume) mount).name()))
        .collect(Collectors.toSet());
  }
}
