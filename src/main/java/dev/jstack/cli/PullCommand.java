package dev.jstack.cli;

import dev.jstack.compose.model.Project;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "pull", description = "Make sure that the images of services are here.")
final class PullCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  @SuppressWarnings("unused") // accepted
  private boolean quiet;

  @Option(
      names = {"--ignore-buildable", "--ignore-pull-failures", "--include-deps"},
      description = "Accepted.")
  @SuppressWarnings("unused") // accepted
  private boolean ignored;

  @Option(names = "--policy", paramLabel = "POLICY", description = "missing or always.")
  @SuppressWarnings("unused") // accepted
  private @Nullable String policy;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  PullCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project = new ProjectAccess(session).load(services).project();
    List<String> images =
        project.services().values().stream()
            .filter(service -> services.isEmpty() || services.contains(service.name()))
            .filter(service -> service.image().build() == null)
            .map(service -> service.image().reference())
            .distinct()
            .toList();
    return new Each(session).run(images, new ImagePresence(session)::require);
  }
}
