package dev.jstack.cli;

import dev.jstack.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show all about containers, images, volumes or networks.")
final class InspectCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "TEMPLATE",
      description = "Only this.")
  private @Nullable String format;

  @Option(names = "--type", paramLabel = "TYPE", description = "container, image, volume, network.")
  private @Nullable String type;

  @Option(
      names = {"-s", "--size"},
      description = "Accepted.")
  @SuppressWarnings("unused") // accepted
  private boolean size;

  @Parameters(paramLabel = "NAME", arity = "1..*")
  private List<String> names = List.of();

  InspectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Inspection(session, format).run(names, this::find);
  }

  private Optional<Map<String, Object>> find(String name) {
    Engine engine = session.engine();
    return wanted("container", () -> engine.containers().find(name).map(engine::describe))
        .or(() -> wanted("image", () -> engine.images().find(name).map(engine::describe)))
        .or(() -> wanted("network", () -> engine.networks().find(name).map(engine::describe)))
        .or(() -> wanted("volume", () -> engine.volumes().find(name).map(engine::describe)));
  }

  private Optional<Map<String, Object>> wanted(
      String kind, Supplier<Optional<Map<String, Object>>> finder) {
    return type == null || type.equals(kind) ? finder.get() : Optional.empty();
  }
}
