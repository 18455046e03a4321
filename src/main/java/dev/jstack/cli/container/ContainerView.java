package dev.jstack.cli.container;

import dev.jstack.cli.option.PortText;
import dev.jstack.console.Human;
import dev.jstack.engine.Containers;
import dev.jstack.engine.HealthReport;
import dev.jstack.engine.supervise.HealthStatus;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerState;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A container as lists show it. */
public final class ContainerView {
  private static final int COMMAND_LENGTH = 20;
  private static final int MOUNT_LENGTH = 15;
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z z", Locale.ROOT);

  private final Container container;
  private final Containers containers;
  private final Instant now;

  public ContainerView(Container container, Containers containers, Instant now) {
    this.container = container;
    this.containers = containers;
    this.now = now;
  }

  public Container container() {
    return container;
  }

  /** {@code running}, {@code restarting}, …. */
  public String state() {
    if (containers.restarting(container)) {
      return "restarting";
    }
    Status status = container.state().status();
    if (container.state().neverRan()) {
      return Status.CREATED.toString();
    }
    return status == Status.STARTING ? Status.RUNNING.toString() : status.toString();
  }

  /** {@code Up 5 minutes (healthy)}, {@code Exited (1) 3 seconds ago}. */
  public String status() {
    ContainerState state = container.state();
    if (containers.restarting(container)) {
      return "Restarting (" + state.exitCode() + ") " + since(state.finishedAt());
    }
    if (state.neverRan()) {
      return "Created";
    }
    return switch (state.status()) {
      case CREATED -> "Created";
      case EXITED -> "Exited (" + state.exitCode() + ") " + since(state.finishedAt());
      case STARTING, RUNNING -> "Up " + up(state) + healthSuffix();
      case PAUSED -> "Up " + up(state) + " (Paused)";
    };
  }

  private String up(ContainerState state) {
    Instant started = state.startedAt();
    return Human.duration(Duration.between(started == null ? now : started, now));
  }

  private String since(@Nullable Instant then) {
    return Human.ago(then == null ? now : then, now);
  }

  /** {@code healthy}, or empty without a health check. */
  public String health() {
    return containers
        .health(container)
        .map(HealthReport::status)
        .map(HealthStatus::toString)
        .orElse("");
  }

  private String healthSuffix() {
    String health = health();
    return health.isEmpty()
        ? ""
        : health.equals("starting") ? " (health: starting)" : " (" + health + ")";
  }

  /** What runs, in quotes, shortened unless {@code whole}. */
  public String command(boolean whole) {
    String text = quoted(argv());
    return Human.quoted(whole ? text : Human.shortened(text, COMMAND_LENGTH));
  }

  /** Arguments with blanks stand in quotes; the program itself doesn't. */
  private static String quoted(List<String> argv) {
    StringBuilder text = new StringBuilder();
    for (String word : argv) {
      boolean program = text.isEmpty();
      text.append(program ? "" : " ");
      text.append(!program && word.contains(" ") ? "'" + word + "'" : word);
    }
    return text.toString();
  }

  /** The entrypoint and the command that count. */
  List<String> argv() {
    ProcessSpec process = container.spec().process();
    List<String> argv = new ArrayList<>();
    List<String> entrypoint = process.entrypoint();
    boolean own = entrypoint != null;
    argv.addAll(own ? entrypoint : orNone(container.config().image().entrypoint()));
    List<String> command = process.command();
    argv.addAll(
        command != null ? command : own ? List.of() : orNone(container.config().image().cmd()));
    return argv;
  }

  private static List<String> orNone(@Nullable List<String> words) {
    return words == null ? List.of() : words;
  }

  public String created() {
    return Human.ago(container.created(), now);
  }

  public String createdAt() {
    return CREATED.format(container.created().atZone(ZoneId.systemDefault()));
  }

  public List<PublishedPort> published() {
    return containers.sandbox(container).map(Sandbox::ports).orElse(List.of());
  }

  /** {@code 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 443/tcp}; ranges are written as such. */
  public String ports() {
    return container.state().status().isAlive()
        ? PortText.of(published(), onlyExposed())
        : PortText.of(List.of(), List.of());
  }

  /** {@code 80/tcp}: the image's and its own. */
  public List<String> exposed() {
    return container.exposedPorts();
  }

  /** Likewise, but for those that are published. */
  public List<String> onlyExposed() {
    List<String> exposed = new ArrayList<>(exposed());
    published().forEach(port -> exposed.remove(port.containerPort() + "/" + port.protocol()));
    return exposed;
  }

  public String networks() {
    return String.join(",", container.spec().network().networks());
  }

  /** Whether {@code network} is the name, or the id, of one of its networks. */
  boolean isOn(String network) {
    return container.spec().network().networks().contains(network)
        || containers.sandbox(container).map(Sandbox::attachments).orElse(List.of()).stream()
            .anyMatch(end -> end.networkId().equals(network));
  }

  /** Names of volumes and sources of binds, shortened unless {@code whole}. */
  public String mounts(boolean whole) {
    return String.join(
        ",",
        container.mounts().stream()
            .map(mount -> mount.name().isEmpty() ? mount.source() : mount.name())
            .filter(text -> !text.isEmpty())
            .map(text -> whole ? text : Human.shortened(text, MOUNT_LENGTH))
            .toList());
  }

  /** A label's value, empty if there is none. */
  public UnaryOperator<String> label() {
    return name -> container.labels().getOrDefault(name, "");
  }

  /** How many volumes it mounts. */
  public long volumes() {
    return container.mounts().stream().filter(mount -> mount.type().equals("volume")).count();
  }

  public String labels() {
    return String.join(
        ",",
        container.labels().entrySet().stream()
            .filter(label -> !label.getKey().startsWith("dev.jstack."))
            .map(label -> label.getKey() + "=" + label.getValue())
            .sorted()
            .toList());
  }
}
