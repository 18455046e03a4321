package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.container.VolumeStore;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Create a volume.")
final class VolumeCreateCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Label.")
  private List<String> labels = List.of();

  @Option(
      names = {"-d", "--driver"},
      paramLabel = "DRIVER",
      description = "Only local.")
  private String driver = "local";

  @Option(
      names = {"-o", "--opt"},
      paramLabel = "NAME=VALUE",
      description = "type, o and device as for mount.")
  private List<String> options = List.of();

  @Parameters(paramLabel = "VOLUME", arity = "0..1")
  private @Nullable String name;

  VolumeCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!driver.equals("local")) {
      throw new JstackException("volume driver \"" + driver + "\": only local is supported");
    }
    VolumeStore volumes = session.engine().volumes();
    Volume volume =
        name == null
            ? volumes.createAnonymous()
            : volumes.create(
                name, EnvironmentSyntax.pairs(labels), EnvironmentSyntax.pairs(options));
    session.engine().sync();
    session.out().println(volume.name());
    return ExitCode.OK;
  }
}
