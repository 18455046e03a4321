package dev.jstack.cli;

import dev.jstack.runtime.container.Volume;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Remove anonymous volumes that nothing uses.")
final class VolumePruneCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Named ones, too.")
  private boolean all;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  VolumePruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String what = all ? "all local volumes" : "anonymous local volumes";
    String warning =
        "WARNING! This will remove " + what + " not used by at least one container.\nAre you sure?";
    if (!force && !new Question(session).yes(warning)) {
      return ExitCode.OK;
    }
    for (Volume volume : session.engine().volumes().list()) {
      boolean wanted = all || volume.anonymous();
      if (wanted && new VolumeUse(session).of(volume.name()).isEmpty()) {
        session.engine().volumes().remove(volume.name());
        session.out().println(volume.name());
      }
    }
    return ExitCode.OK;
  }
}
