package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.LoadedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "load", description = "Load images from a tar archive.")
final class ImageLoadCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "Instead of standard input.")
  private @Nullable String input;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  @SuppressWarnings("unused") // accepted
  private boolean quiet;

  ImageLoadCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (InputStream archive = open()) {
      for (LoadedImage image : session.engine().images().load(archive)) {
        image.lines().forEach(session.out()::println);
      }
    } catch (IOException e) {
      throw new JstackException("cannot read " + input + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private InputStream open() throws IOException {
    return input == null
        ? session.invocation().in()
        : Files.newInputStream(session.invocation().resolve(input));
  }
}
