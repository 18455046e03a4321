package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.OutputFile;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.PlatformCheck;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack image save}. */
@Command(name = "save", description = "Save images to a tar archive.")
public final class ImageSaveCommand implements Callable<Integer> {
  private static final String ARCHIVE = "docker-archive";
  private static final String DIRECTORY = "oci-dir";

  private final Session session;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Instead of standard output.")
  private @Nullable String output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "docker-archive (also an OCI layout, the default) or oci-dir: a directory.")
  private String format = ARCHIVE;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "The platform that the images must have.")
  private @Nullable String platform;

  @Parameters(paramLabel = "IMAGE", arity = "1..*")
  private List<String> images = List.of();

  public ImageSaveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (platform != null) {
      images.forEach(name -> PlatformCheck.require(session.engine().images(), name, platform));
    }
    if (format.equals(DIRECTORY)) {
      return saveDirectory();
    }
    if (!format.equals(ARCHIVE)) {
      throw new JstackException(
          "unknown format \"" + format + "\"; expected docker-archive or oci-dir");
    }
    if (output == null) {
      if (session.invocation().terminal().isTerminal(Stream.OUT)) {
        throw new JstackException("cowardly refusing to save to a terminal; use -o or redirect");
      }
      session.engine().images().save(images, session.out());
      return ExitCode.OK;
    }
    session.engine().images().save(images, OutputFile.check(session.invocation(), output));
    return ExitCode.OK;
  }

  private int saveDirectory() {
    if (output == null) {
      throw new JstackException("--format oci-dir needs a directory; name it with -o");
    }
    session.engine().images().saveDirectory(images, session.invocation().resolve(output));
    return ExitCode.OK;
  }
}
