package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack image tag}. */
@Command(name = "tag", description = "Give an image a further name.")
public final class ImageTagCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "SOURCE_IMAGE[:TAG]")
  private String source = "";

  @Parameters(index = "1", paramLabel = "TARGET_IMAGE[:TAG]")
  private String target = "";

  public ImageTagCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.engine().images().tag(source, target);
    return ExitCode.OK;
  }
}
