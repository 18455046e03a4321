package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.build.ConfigChanges;
import dev.jstack.runtime.build.RemoteArchive;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.RunConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack image import}. */
@Command(name = "import", description = "Make an image of a root file system's tar archive.")
public final class ImageImportCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-m", "--message"},
      description = "Where it comes from.")
  private @Nullable String message;

  @Option(
      names = {"-c", "--change"},
      paramLabel = "INSTRUCTION",
      description = "Change the config as a Dockerfile would: CMD [\"sh\"].")
  private List<String> changes = List.of();

  @Option(
      names = "--platform",
      paramLabel = "OS[/ARCHITECTURE[/VARIANT]]",
      description = "What the programs in it are made for.")
  private @Nullable String platform;

  @Parameters(index = "0", paramLabel = "FILE|URL|-")
  private String file = "";

  @Parameters(index = "1", paramLabel = "REPOSITORY[:TAG]", arity = "0..1")
  private @Nullable String target;

  public ImageImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var names = target == null ? List.<ImageReference>of() : List.of(ImageReference.parse(target));
    String comment = message == null ? "Imported from " + file : message;
    var run = ConfigChanges.apply(RunConfig.EMPTY, changes);
    var config = ImageConfig.scratch(platform()).withRun(run).withCreated(Instant.now());
    try (InputStream tar = open()) {
      var image = session.engine().images().importTar(tar, config, comment, names);
      session.out().println(image.id());
    } catch (NoSuchFileException e) {
      throw new NotFoundException("file", file);
    } catch (IOException e) {
      throw new JstackException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private Platform platform() {
    try {
      return platform == null ? Platform.current() : Platform.parse(platform);
    } catch (IllegalArgumentException e) {
      throw new JstackException(String.valueOf(e.getMessage()), e);
    }
  }

  private InputStream open() throws IOException {
    if (RemoteArchive.isRemote(file)) {
      return RemoteArchive.open(file);
    }
    return file.equals("-")
        ? session.invocation().in()
        : Files.newInputStream(session.invocation().resolve(file));
  }
}
