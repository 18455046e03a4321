package dev.jstack.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "pull", description = "Make sure that an image is here.")
final class ImagePullCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  @SuppressWarnings("unused") // accepted
  private boolean quiet;

  @Option(names = "--platform", paramLabel = "PLATFORM", description = "Accepted.")
  @SuppressWarnings("unused") // accepted
  private @Nullable String platform;

  @Parameters(paramLabel = "NAME[:TAG]")
  private String image = "";

  ImagePullCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    new ImagePresence(session).require(image);
    return ExitCode.OK;
  }
}
