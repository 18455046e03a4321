package dev.jstack.cli.system;

import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.PlatformCheck;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.image.StoredImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack inspect}. */
@Inert(
    names = {"-v", "--verbose"},
    fulfilled = true,
    because = "a network has no more to tell, without a swarm")
@Command(name = "inspect", description = "Show all about containers, images, volumes or networks.")
public final class InspectCommand implements ReadOnly {
  private static final List<String> KINDS = List.of("container", "image", "network", "volume");

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
      description = "Also the bytes of containers: SizeRw, SizeRootFs.")
  private boolean size;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCHITECTURE",
      description = "What an image must be for.")
  private @Nullable String platform;

  @Parameters(paramLabel = "NAME", arity = "1..*")
  private List<String> names = List.of();

  /** {@code kind}: what alone is meant, null for whatever has the name. */
  public InspectCommand(Session session, @Nullable String kind) {
    this.session = session;
    this.type = kind;
  }

  @Override
  public Integer call() {
    if (type != null && !KINDS.contains(type)) {
      throw new JstackException(
          "unknown type \"" + type + "\": expected one of " + String.join(", ", KINDS));
    }
    return new Inspection(session, format).run(names, type == null ? "object" : type, this::find);
  }

  private Optional<Map<String, Object>> find(String name) {
    Engine engine = session.engine();
    return wanted("container", () -> engine.containers().find(name).map(this::describe))
        .or(() -> wanted("image", () -> engine.images().find(name).map(this::describe)))
        .or(() -> wanted("network", () -> engine.describeNetwork(name)))
        .or(() -> wanted("volume", () -> engine.volumes().find(name).map(engine::describe)));
  }

  private Map<String, Object> describe(Container container) {
    return size
        ? session.engine().describeWithSize(container)
        : session.engine().describe(container);
  }

  private Map<String, Object> describe(StoredImage image) {
    PlatformCheck.require(session.engine().images(), image.id().toString(), platform);
    if (size) {
      session.err().println("jstack: --size has no effect: an image always has its size");
    }
    return session.engine().describe(image);
  }

  private Optional<Map<String, Object>> wanted(
      String kind, Supplier<Optional<Map<String, Object>>> finder) {
    return type == null || type.equals(kind) ? finder.get() : Optional.empty();
  }
}
