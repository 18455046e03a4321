package dev.jstack.engine;

import dev.jstack.networking.Networks;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.ContainerState;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.MountPoint;
import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.ResourceLimits;
import dev.jstack.runtime.container.RestartPolicy;
import dev.jstack.runtime.container.Status;
import dev.jstack.runtime.image.RunConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A container in the shape of docker's {@code inspect}: JSON types only. */
final class ContainerDescription {
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final Containers containers;
  private final Networks networks;
  private final Container container;
  private final ContainerSpec spec;
  private final RunConfig image;

  ContainerDescription(Containers containers, Networks networks, Container container) {
    this.networks = networks;
    this.containers = containers;
    this.container = container;
    this.spec = container.spec();
    this.image = container.config().image();
  }

  Map<String, Object> json() {
    List<String> argv = argv();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Id", container.id());
    json.put("Created", container.created().toString());
    json.put("Path", argv.isEmpty() ? "" : argv.getFirst());
    json.put("Args", argv.isEmpty() ? List.of() : argv.subList(1, argv.size()));
    json.put("State", state());
    json.put("Image", container.imageId().toString());
    json.put("LogPath", container.directory().resolve("log").toString());
    json.put("Name", "/" + container.name());
    json.put("RestartCount", container.state().restarts());
    json.put("Driver", "overlay");
    json.put("Platform", "linux");
    json.put("HostConfig", hostConfig());
    json.put("Mounts", container.mounts().stream().map(ContainerDescription::mount).toList());
    json.put("Config", config());
    json.put("NetworkSettings", network());
    return Descriptions.present(json);
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
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("Start", result.start().toString());
      entry.put("End", result.end().toString());
      entry.put("ExitCode", result.exitCode());
      entry.put("Output", result.output());
      log.add(entry);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Status", report.status().toString());
    json.put("FailingStreak", report.failingStreak());
    json.put("Log", log);
    return json;
  }

  private Map<String, @Nullable Object> hostConfig() {
    IsolationSpec isolation = spec.isolation();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("NetworkMode", spec.network().mode());
    json.put("PortBindings", bindings());
    json.put("RestartPolicy", restart(spec.restart()));
    json.put("AutoRemove", spec.labels().containsKey(Containers.AUTO_REMOVE));
    json.put("CapAdd", isolation.capAdd());
    json.put("CapDrop", isolation.capDrop());
    json.put("CgroupnsMode", Objects.requireNonNullElse(isolation.cgroup(), "private"));
    json.put("Dns", spec.network().dns());
    json.put("DnsOptions", spec.network().dnsOptions());
    json.put("DnsSearch", spec.network().dnsSearch());
    json.put("ExtraHosts", spec.network().extraHosts());
    json.put("GroupAdd", spec.process().groupAdd());
    json.put("IpcMode", Objects.requireNonNullElse(isolation.ipc(), "private"));
    json.put("OomScoreAdj", Objects.requireNonNullElse(isolation.oomScoreAdj(), 0));
    json.put("PidMode", Objects.requireNonNullElse(isolation.pid(), ""));
    json.put("Privileged", isolation.privileged());
    json.put("ReadonlyRootfs", isolation.readOnly());
    json.put("SecurityOpt", isolation.securityOpt());
    json.put("UTSMode", Objects.requireNonNullElse(isolation.uts(), ""));
    json.put("ShmSize", Objects.requireNonNullElse(isolation.shmBytes(), 64L << 20));
    json.put("Sysctls", isolation.sysctls());
    json.put("Init", spec.process().init());
    limits(json, spec.limits());
    return json;
  }

  private static void limits(Map<String, @Nullable Object> json, ResourceLimits limits) {
    json.put("NanoCpus", Objects.requireNonNullElse(limits.nanoCpus(), 0L));
    json.put("CpuShares", Objects.requireNonNullElse(limits.cpuShares(), 0L));
    json.put("CpusetCpus", Objects.requireNonNullElse(limits.cpuset(), ""));
    json.put("Memory", Objects.requireNonNullElse(limits.memoryBytes(), 0L));
    json.put("MemorySwap", Objects.requireNonNullElse(limits.memorySwapBytes(), 0L));
    json.put("MemoryReservation", Objects.requireNonNullElse(limits.memoryReservationBytes(), 0L));
    json.put("PidsLimit", limits.pids());
  }

  private static Map<String, Object> restart(RestartPolicy policy) {
    return Map.of(
        "Name",
        policy.condition().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "MaximumRetryCount",
        policy.maximumRetries());
  }

  private Map<String, Object> bindings() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (PortBinding port : spec.network().ports()) {
      json.put(
          port.containerPort() + "/" + port.protocol(),
          List.of(
              Map.of(
                  "HostIp",
                  Objects.requireNonNullElse(port.hostIp(), ""),
                  "HostPort",
                  port.hostPort() == 0 ? "" : String.valueOf(port.hostPort()))));
    }
    return json;
  }

  private static Map<String, Object> mount(MountPoint mount) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Type", mount.type());
    if (!mount.name().isEmpty()) {
      json.put("Name", mount.name());
    }
    json.put("Source", mount.source());
    json.put("Destination", mount.target());
    json.put("Mode", "");
    json.put("RW", mount.writable());
    return json;
  }

  private Map<String, @Nullable Object> config() {
    ProcessSpec process = spec.process();
    Map<String, @Nullable Object> json = Descriptions.run(image);
    json.put("Hostname", Sandboxes.hostname(container));
    json.put("Domainname", Objects.requireNonNullElse(spec.isolation().domainname(), ""));
    json.put("User", Objects.requireNonNullElse(process.user(), image.user()));
    json.put("Tty", process.tty());
    json.put("OpenStdin", process.stdinOpen());
    json.put("Env", environment(process));
    json.put("Cmd", command(process));
    json.put("Image", spec.image());
    json.put("WorkingDir", Objects.requireNonNullElse(process.workingDir(), image.workingDir()));
    json.put(
        "Entrypoint", process.entrypoint() == null ? image.entrypoint() : process.entrypoint());
    Map<String, String> labels = new LinkedHashMap<>(image.labels());
    labels.putAll(spec.labels());
    json.put("Labels", labels);
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
    Map<String, Object> ports = new LinkedHashMap<>();
    containers.sandbox(container).ifPresent(sandbox -> addPorts(sandbox, ports));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Ports", ports);
    json.putAll(new NetworkDescription(networks, containers).settings(container));
    return json;
  }

  private static void addPorts(Sandbox sandbox, Map<String, Object> ports) {
    for (PublishedPort port : sandbox.ports()) {
      String key = port.containerPort() + "/" + port.protocol();
      List<Object> all = new ArrayList<>(ports.get(key) instanceof List<?> some ? some : List.of());
      all.add(
          Map.of(
              "HostIp", AddressText.of(port.hostIp()),
              "HostPort", String.valueOf(port.hostPort())));
      ports.put(key, all);
    }
  }
}
