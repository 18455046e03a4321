package dev.jstack.engine;

import dev.jstack.networking.Networks;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.ContainerState;
import dev.jstack.runtime.container.HealthSpec;
import dev.jstack.runtime.container.MountPoint;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.Status;
import dev.jstack.runtime.image.RunConfig;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A container in the shape of docker's {@code inspect}: JSON types only. */
final class ContainerDescription {
  private static final Shape SHAPE =
      Shape.of(
          """
          Id Created Path Args[] State* Image ResolvConfPath HostnamePath HostsPath LogPath Name
          RestartCount# Driver Platform MountLabel ProcessLabel AppArmorProfile ExecIDs[]
          HostConfig* GraphDriver SizeRw* SizeRootFs* Mounts[] Config* NetworkSettings*
          """);
  private static final Shape STATE =
      Shape.of(
          """
          Status Running? Paused? Restarting? OOMKilled? Dead? Pid# ExitCode# Error StartedAt
          FinishedAt Health*
          """);
  private static final Shape CONFIG =
      Shape.of(
          """
          Hostname Domainname User AttachStdin? AttachStdout? AttachStderr? ExposedPorts{} Tty?
          OpenStdin? StdinOnce? Env[] Cmd[] Healthcheck* ArgsEscaped? Image Volumes{} WorkingDir
          Entrypoint[] NetworkDisabled? MacAddress OnBuild[] Labels{} StopSignal StopTimeout*
          Shell[]
          """);
  private static final Shape NETWORK =
      Shape.of(
          """
          Bridge SandboxID SandboxKey Ports{} HairpinMode? LinkLocalIPv6Address
          LinkLocalIPv6PrefixLen# SecondaryIPAddresses[] SecondaryIPv6Addresses[] EndpointID
          Gateway GlobalIPv6Address GlobalIPv6PrefixLen# IPAddress IPPrefixLen# IPv6Gateway
          MacAddress Networks{}
          """);
  private static final long USUAL_GRACE = 10_000;
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final Containers containers;
  private final Networks networks;
  private final Container container;
  private final ContainerSpec spec;
  private final RunConfig image;
  private final String lowers;

  /** {@code lowers}: the directories of its image's layers, topmost first, colons between them. */
  ContainerDescription(
      Containers containers, Networks networks, Container container, String lowers) {
    this.lowers = lowers;
    this.networks = networks;
    this.containers = containers;
    this.container = container;
    this.spec = container.spec();
    this.image = container.config().image();
  }

  Struct json() {
    List<String> argv = argv();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Id", container.id());
    json.put("Created", container.created().toString());
    json.put("Path", argv.isEmpty() ? "" : argv.getFirst());
    json.put("Args", argv.isEmpty() ? List.of() : argv.subList(1, argv.size()));
    json.put("State", STATE.struct(state()));
    json.put("Image", container.imageId().toString());
    json.put("ResolvConfPath", file("resolv.conf"));
    json.put("HostnamePath", file("hostname"));
    json.put("HostsPath", file("hosts"));
    json.put("LogPath", container.directory().resolve("log").toString());
    json.put("Name", "/" + container.name());
    json.put("RestartCount", container.state().restarts());
    json.put("Driver", "overlay2");
    json.put("Platform", "linux");
    json.put("MountLabel", "");
    json.put("ProcessLabel", "");
    json.put("AppArmorProfile", "");
    json.put("ExecIDs", null);
    json.put("HostConfig", new HostConfigDescription(container).json());
    json.put("GraphDriver", graph());
    json.put("Mounts", container.mounts().stream().map(ContainerDescription::mount).toList());
    json.put("Config", CONFIG.struct(config()));
    json.put("NetworkSettings", NETWORK.struct(network()));
    return SHAPE.struct(json);
  }

  /** Empty before the first start. */
  private String file(String name) {
    Path file = container.directory().resolve(name);
    return Files.exists(file) ? file.toString() : "";
  }

  /** The directories of its overlay, as docker's storage driver has them. */
  private Map<String, Object> graph() {
    Path directory = container.directory();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("ID", container.id());
    data.put("LowerDir", lowers);
    data.put("MergedDir", alive() ? "/proc/" + container.state().pid() + "/root" : "");
    data.put("UpperDir", directory.resolve("upper").toString());
    data.put("WorkDir", directory.resolve("work").toString());
    return new Struct().with("Data", data).with("Name", "overlay2");
  }

  private boolean alive() {
    return container.state().status().isAlive();
  }

  private Map<String, @Nullable Object> state() {
    ContainerState state = container.state();
    boolean restarting = containers.restarting(container);
    boolean alive = state.status().isAlive();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(
        "Status",
        restarting
            ? "restarting"
            : state.status() == Status.STARTING ? "running" : state.status().toString());
    if (state.neverRan() && !restarting) {
      json.put("Status", Status.CREATED.toString());
    }
    json.put("Running", alive || restarting);
    json.put("Paused", state.status() == Status.PAUSED);
    json.put("Restarting", restarting);
    json.put("OOMKilled", state.oomKilled());
    json.put("Dead", false);
    json.put("Pid", state.pid());
    json.put("ExitCode", state.exitCode());
    json.put("Error", Objects.requireNonNullElse(state.error(), ""));
    json.put("StartedAt", time(state.startedAt()));
    json.put("FinishedAt", time(state.finishedAt()));
    containers.health(container).ifPresent(report -> json.put("Health", health(report)));
    return json;
  }

  private static String time(@Nullable Instant time) {
    return time == null ? NEVER : time.toString();
  }

  private static Map<String, Object> health(HealthReport report) {
    List<Map<String, Object>> log = new ArrayList<>();
    for (var result : report.results()) {
      log.add(
          new Struct()
              .with("Start", result.start().toString())
              .with("End", result.end().toString())
              .with("ExitCode", result.exitCode())
              .with("Output", result.output()));
    }
    return new Struct()
        .with("Status", report.status().toString())
        .with("FailingStreak", report.failingStreak())
        .with("Log", log);
  }

  /** Docker relabels named volumes, whoever asks for that. */
  private static String mode(MountPoint mount) {
    if (!mount.writable()) {
      return mount.type().equals("image") ? "" : "ro";
    }
    boolean named = mount.type().equals("volume") && !mount.name().matches("[0-9a-f]{64}");
    return named ? "z" : "";
  }

  private static Map<String, Object> mount(MountPoint mount) {
    Struct json = new Struct("Type", "Name", "Source", "Destination", "Driver", "Mode");
    json.put("Type", mount.type());
    if (!mount.name().isEmpty()) {
      json.put("Name", mount.name());
    }
    json.put("Source", mount.source());
    json.put("Destination", mount.target());
    if (mount.type().equals("volume")) {
      json.put("Driver", "local");
    }
    boolean isImage = mount.type().equals("image");
    json.put("Mode", mode(mount));
    json.put("RW", mount.writable());
    json.put("Propagation", isImage || mount.type().equals("bind") ? "rprivate" : "");
    return json;
  }

  private Map<String, @Nullable Object> config() {
    ProcessSpec process = spec.process();
    Map<String, @Nullable Object> json = Descriptions.run(image);
    json.put("Hostname", container.hostname());
    json.put("Domainname", Objects.requireNonNullElse(spec.isolation().domainname(), ""));
    json.put("User", Objects.requireNonNullElse(process.user(), image.user()));
    json.put("AttachStdin", false);
    json.put("AttachStdout", false);
    json.put("AttachStderr", false);
    json.put("Tty", process.tty());
    json.put("OpenStdin", process.stdinOpen());
    json.put("StdinOnce", false);
    json.put("Env", environment(process));
    json.put("Cmd", command(process));
    json.put("Image", spec.image());
    json.put("Volumes", Descriptions.emptyObjects(anonymousVolumes()));
    json.put("WorkingDir", Objects.requireNonNullElse(process.workingDir(), image.workingDir()));
    json.put(
        "Entrypoint", process.entrypoint() == null ? image.entrypoint() : process.entrypoint());
    Map<String, String> labels = new TreeMap<>(image.labels());
    labels.putAll(spec.labels());
    json.put("Labels", labels);
    if (spec.stopGraceMillis() != USUAL_GRACE) {
      json.put("StopTimeout", Math.max(-1, spec.stopGraceMillis() / 1000));
    }
    String signal = spec.stopSignal();
    if (signal != null) {
      json.put("StopSignal", signal);
    }
    HealthSpec health = spec.health();
    if (health != null) {
      json.put("Healthcheck", health(health));
    }
    return ports(json);
  }

  /** Where the image wants volumes, and the user others without a name. */
  private List<String> anonymousVolumes() {
    return Stream.concat(
            image.volumes().stream(),
            spec.mounts().stream()
                .filter(mount -> mount instanceof MountSpec.Volume volume && volume.name() == null)
                .map(MountSpec::target))
        .distinct()
        .toList();
  }

  /** What is exposed, and what is published beside it. */
  private Map<String, @Nullable Object> ports(Map<String, @Nullable Object> json) {
    Set<String> ports = new TreeSet<>(container.exposedPorts());
    spec.network().ports().forEach(port -> ports.add(port.containerPort() + "/" + port.protocol()));
    json.put("ExposedPorts", Descriptions.emptyObjects(List.copyOf(ports)));
    for (String optional : List.of("ExposedPorts", "Healthcheck", "StopSignal", "Shell")) {
      json.remove(optional, null);
    }
    return json;
  }

  private static Map<String, Object> health(HealthSpec health) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Test", health.test());
    Map.of(
            "Interval", health.intervalMillis(),
            "Timeout", health.timeoutMillis(),
            "StartPeriod", health.startPeriodMillis(),
            "StartInterval", health.startIntervalMillis(),
            "Retries", (long) health.retries())
        .forEach((key, value) -> {
          if (value != 0) {
            json.put(key, key.equals("Retries") ? value : value * 1_000_000);
          }
        });
    return json;
  }

  private List<String> environment(ProcessSpec process) {
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    for (String line : image.env()) {
      all.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    all.putAll(process.environment());
    List<String> lines = new ArrayList<>();
    all.forEach((name, value) -> {
      if (value != null) {
        lines.add(name + "=" + value);
      }
    });
    return lines;
  }

  private @Nullable List<String> command(ProcessSpec process) {
    return process.command() != null || process.entrypoint() != null
        ? process.command()
        : image.cmd();
  }

  private List<String> argv() {
    ProcessSpec process = spec.process();
    List<String> argv = new ArrayList<>();
    List<String> entrypoint =
        process.entrypoint() == null ? image.entrypoint() : process.entrypoint();
    List<String> command = command(process);
    argv.addAll(entrypoint == null ? List.of() : entrypoint);
    argv.addAll(command == null ? List.of() : command);
    return argv;
  }

  private Map<String, @Nullable Object> network() {
    Map<String, @Nullable Object> ports = new TreeMap<>();
    containers
        .sandbox(container)
        .ifPresent(sandbox -> {
          container.exposedPorts().forEach(port -> ports.put(port, null));
          addPorts(sandbox, ports);
        });
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    boolean sandboxed = containers.sandbox(container).isPresent() && alive();
    json.put("Bridge", "");
    json.put("SandboxID", sandboxed ? container.id() : "");
    json.put("SandboxKey", sandboxed ? "/proc/" + container.state().pid() + "/ns/net" : "");
    json.put("Ports", ports);
    json.put("HairpinMode", false);
    json.put("LinkLocalIPv6Address", "");
    json.put("LinkLocalIPv6PrefixLen", 0);
    json.put("SecondaryIPAddresses", null);
    json.put("SecondaryIPv6Addresses", null);
    json.putAll(
        new EndpointDescription(networks, container, containers.sandbox(container)).settings());
    return json;
  }

  private static void addPorts(Sandbox sandbox, Map<String, @Nullable Object> ports) {
    for (PublishedPort port : sandbox.ports()) {
      String key = port.containerPort() + "/" + port.protocol();
      List<Object> all = new ArrayList<>(ports.get(key) instanceof List<?> some ? some : List.of());
      all.add(
          new Struct()
              .with("HostIp", AddressText.of(port.hostIp()))
              .with("HostPort", String.valueOf(port.hostPort())));
      ports.put(key, all);
    }
  }
}
