package dev.jstack.cli.volume;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.DriverOptions;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.container.VolumeStore;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack volume create}. */
@Command(name = "create", description = "Create a volume.")
public final class VolumeCreateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private DriverOptions driver = new DriverOptions();

  @Option(names = "--name", paramLabel = "VOLUME", hidden = true)
  private @Nullable String oldForm;

  @Parameters(paramLabel = "VOLUME", arity = "0..1")
  private @Nullable String given;

  public VolumeCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    driver.check("volume", "local");
    if (given != null && oldForm != null) {
      throw new JstackException("conflicting options: cannot specify both --name and VOLUME");
    }
    String name = given == null ? oldForm : given;
    VolumeStore volumes = session.engine().volumes();
    Volume volume =
        name == null
            ? volumes.createAnonymous()
            : volumes.create(name, driver.labels(), driver.options());
    session.engine().sync();
    session.out().println(volume.name());
    return ExitCode.OK;
  }
}
