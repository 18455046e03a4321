package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.NamedContainer;
import dev.jstack.cli.frame.OutputFile;
import dev.jstack.cli.frame.Session;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.JstackException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack container export}. */
@Command(name = "export", description = "Write a container's root file system as a tar archive.")
public final class ContainerExportCommand implements Callable<Integer> {
  private static final int BUFFER = 1 << 18;

  private final Session session;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Instead of standard output.")
  private @Nullable String output;

  @Mixin private NamedContainer name;

  private ContainerExportCommand(Session session, NamedContainer name) {
    this.session = session;
    this.name = name;
  }

  /** Docker's: of any container. */
  public static ContainerExportCommand ofContainer(Session session) {
    return new ContainerExportCommand(session, new NamedContainer.ById());
  }

  /** Compose's: of a service's container. */
  public static ContainerExportCommand ofService(Session session) {
    return new ContainerExportCommand(session, new NamedContainer.OfService());
  }

  @Override
  public Integer call() {
    if (output == null && session.invocation().terminal().isTerminal(Stream.OUT)) {
      throw new JstackException("cowardly refusing to export to a terminal; use -o or redirect");
    }
    var container = name.find(session);
    var snapshots = session.engine().snapshots();
    if (output == null) {
      snapshots.export(container, new BufferedOutputStream(session.out(), BUFFER));
      return ExitCode.OK;
    }
    var file = OutputFile.check(session.invocation(), output);
    try (var archive = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      snapshots.export(container, archive);
    } catch (IOException e) {
      throw new JstackException("cannot write " + output + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }
}
