package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.cli.option.PortSyntax;
import dev.jstack.cli.option.Quantities;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.HealthSpec;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.NetworkSpec;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.ResourceLimits;
import dev.jstack.runtime.container.RestartPolicy;
import dev.jstack.runtime.container.RestartPolicy.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From docker's options to what a container shall be. */
public final class ContainerSpecs {
  private static final String SHARED = "container:";

  private final Session session;
  private final ContainerOptions options;
  private final OtherContainers others;

  ContainerSpecs(Session session, ContainerOptions options) {
    this.session = session;
    this.options = options;
    this.others = new OtherContainers(session);
  }

  ContainerSpec spec(String name, String image, List<String> command, List<String> exposed) {
    NetworkSpec network = network(exposed);
    return new ContainerSpec(
        name,
        image,
        process(command, linked(name, network)),
        isolation(),
        limits(),
        others.mounts(MountSyntax.all(options, session.invocation()), options.volumesFrom),
        network,
        labels(),
        restart(options.restart),
        health(),
        options.stopSignal,
        options.stopSeconds < 0 ? -1 : options.stopSeconds * 1000,
        logSize(),
        logFiles());
  }

  /** Only the default network tells of others so. */
  private Map<String, String> linked(String name, NetworkSpec network) {
    return network.endpoints().isEmpty() ? others.variables(network.links(), name) : Map.of();
  }

  private ProcessSpec process(List<String> command, Map<String, String> linked) {
    String entrypoint = options.entrypoint;
    Map<String, @Nullable String> environment = new LinkedHashMap<>(linked);
    environment.putAll(
        new EnvironmentSyntax(session.invocation()).all(options.envFiles, options.env));
    return new ProcessSpec(
        entrypoint == null ? null : entrypoint.isEmpty() ? List.of() : List.of(entrypoint),
        command.isEmpty() ? null : command,
        environment,
        options.user,
        options.groups,
        options.workingDir,
        options.tty,
        options.interactive,
        options.init);
  }

  private IsolationSpec isolation() {
    return new IsolationSpec(
        hostname(),
        options.domainname,
        options.privileged,
        options.readOnly,
        options.capAdd,
        options.capDrop,
        options.securityOpt.stream().map(this::withPlace).toList(),
        EnvironmentSyntax.pairs(options.sysctls),
        options.ulimits.stream().map(ContainerSpecs::ulimit).toList(),
        options.devices.stream().map(ContainerSpecs::device).toList(),
        shared(options.ipc),
        shared(options.pid),
        options.uts,
        options.cgroupns,
        sharedMemory(options.shmSize),
        options.oomScoreAdj,
        options.cgroup.deviceRules,
        options.cgroup.cgroupParent,
        options.userns);
  }

  /** Null for Docker's default, as 0 is. */
  private static @Nullable Long sharedMemory(@Nullable String size) {
    Long bytes = bytes(size);
    return bytes == null || bytes == 0 ? null : bytes;
  }

  /** A seccomp profile's file is found from the caller's directory. */
  private String withPlace(String option) {
    boolean isFile =
        option.matches("seccomp[=:].+") && !option.matches("seccomp.(unconfined|builtin|\\{.*)");
    return isFile
        ? "seccomp=" + session.invocation().resolve(option.substring("seccomp=".length()))
        : option;
  }

  /** Who shares a network has its owner's. */
  private @Nullable String hostname() {
    String mode = new NetworkChoices(options).mode();
    return mode.startsWith(SHARED)
        ? session.engine().containers().require(mode.substring(SHARED.length())).hostname()
        : options.hostname;
  }

  /** {@code container:NAME} becomes {@code container:ID}. */
  private @Nullable String shared(@Nullable String mode) {
    return mode != null && mode.startsWith(SHARED)
        ? SHARED + session.engine().containers().require(mode.substring(SHARED.length())).id()
        : mode;
  }

  public static IsolationSpec.Ulimit ulimit(String text) {
    String[] parts = text.split("[=:]", 3);
    if (parts.length < 2) {
      throw new JstackException("invalid ulimit \"" + text + "\": expected NAME=SOFT[:HARD]");
    }
    return new IsolationSpec.Ulimit(
        parts[0], number(parts[1], text), number(parts[parts.length - 1], text));
  }

  private static IsolationSpec.Device device(String text) {
    String[] parts = text.split(":", 3);
    return new IsolationSpec.Device(
        parts[0], parts.length > 1 ? parts[1] : parts[0], parts.length > 2 ? parts[2] : "rwm");
  }

  private static long number(String text, String whole) {
    try {
      return text.equals("unlimited") ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new JstackException("invalid number \"" + text + "\" in \"" + whole + "\"", e);
    }
  }

  private ResourceLimits limits() {
    return new ResourceLimits(
        cores(options.cpus),
        options.cpuShares,
        options.cpuset,
        bytes(options.memory),
        swap(options.memorySwap),
        bytes(options.memoryReservation),
        options.pids,
        options.cgroup.oomKillDisable,
        options.cgroup.tuning());
  }

  static @Nullable Long cores(@Nullable String text) {
    long nanos = text == null ? 0 : Quantities.nanoCpus(text);
    return nanos == 0 ? null : nanos;
  }

  private static @Nullable Long swap(@Nullable String text) {
    return "-1".equals(text) ? Long.valueOf(-1) : bytes(text);
  }

  private static @Nullable Long bytes(@Nullable String text) {
    return text == null ? null : Long.valueOf(Quantities.bytes(text));
  }

  private NetworkSpec network(List<String> exposed) {
    var choices = new NetworkChoices(options);
    return new NetworkSpec(
        String.valueOf(shared(choices.mode())),
        choices.endpoints(),
        PortSyntax.all(options.publish, options.publishAll ? all(exposed) : List.of()),
        options.expose.stream().flatMap(text -> PortSyntax.exposed(text).stream()).toList(),
        options.hosts.stream().map(ContainerSpecs::host).toList(),
        options.dns,
        options.dnsSearch,
        options.dnsOptions,
        others.links(options.links, choices.endpoints().isEmpty()));
  }

  private List<String> all(List<String> exposed) {
    return Stream.concat(
            exposed.stream(),
            options.expose.stream().flatMap(text -> PortSyntax.exposed(text).stream()))
        .distinct()
        .toList();
  }

  private static String host(String text) {
    int mark = text.indexOf('=') > 0 ? text.indexOf('=') : text.indexOf(':');
    if (mark < 1) {
      throw new JstackException("invalid --add-host \"" + text + "\": expected NAME:IP");
    }
    return text.substring(0, mark) + "=" + text.substring(mark + 1);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.putAll(
        EnvironmentSyntax.pairs(
            new EnvironmentSyntax(session.invocation()).lines(options.labelFiles)));
    labels.putAll(EnvironmentSyntax.pairs(options.labels));
    if (options.remove) {
      labels.put(Containers.AUTO_REMOVE, "true");
    }
    return labels;
  }

  /** {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure[:N]}. */
  static RestartPolicy restart(String text) {
    String[] parts = text.split(":", 2);
    int retries = parts.length > 1 && parts[1].matches("\\d{1,9}") ? Integer.parseInt(parts[1]) : 0;
    if (parts.length > 1 && (!parts[0].equals("on-failure") || !parts[1].matches("\\d{1,9}"))) {
      throw new JstackException(
          "invalid restart policy \"" + text + "\": only on-failure takes a number of retries");
    }
    return switch (parts[0]) {
      case "no", "" -> RestartPolicy.NEVER;
      case "always" -> new RestartPolicy(Condition.ALWAYS, 0);
      case "unless-stopped" -> new RestartPolicy(Condition.UNLESS_STOPPED, 0);
      case "on-failure" -> new RestartPolicy(Condition.ON_FAILURE, retries);
      default ->
          throw new JstackException(
              "invalid restart policy \""
                  + text
                  + "\": expected no, always, unless-stopped or on-failure[:N]");
    };
  }

  private @Nullable HealthSpec health() {
    if (options.noHealthcheck) {
      return new HealthSpec(List.of("NONE"), 0, 0, 0, 0, 0);
    }
    String command = options.healthCommand;
    boolean times =
        options.healthInterval != null
            || options.healthTimeout != null
            || options.healthRetries != 0
            || options.healthStartPeriod != null
            || options.healthStartInterval != null;
    return command == null && !times
        ? null
        : new HealthSpec(
            command == null ? List.of() : List.of("CMD-SHELL", command),
            millis(options.healthInterval),
            millis(options.healthTimeout),
            options.healthRetries,
            millis(options.healthStartPeriod),
            millis(options.healthStartInterval));
  }

  private static long millis(@Nullable String text) {
    return text == null ? 0 : Quantities.duration(text).toMillis();
  }

  /** The driver {@code local} rotates by itself. */
  private long logSize() {
    String usual = "local".equals(options.logDriver) ? "20m" : "-1";
    String size = EnvironmentSyntax.pairs(options.logOptions).getOrDefault("max-size", usual);
    return size.equals("-1") ? 0 : Quantities.bytes(size);
  }

  private int logFiles() {
    if ("none".equals(options.logDriver)) {
      return 0;
    }
    String usual = "local".equals(options.logDriver) ? "5" : "1";
    String files = EnvironmentSyntax.pairs(options.logOptions).getOrDefault("max-file", usual);
    long number = number(files, "--log-opt max-file=" + files);
    if (number < 1) {
      throw new JstackException("--log-opt max-file: expected 1 or more, got \"" + files + "\"");
    }
    return Math.toIntExact(number);
  }
}
