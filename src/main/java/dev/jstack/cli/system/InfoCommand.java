package dev.jstack.cli.system;

import static java.util.stream.Collectors.joining;

import dev.jstack.cli.frame.EngineUser;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.Version;
import dev.jstack.cli.frame.WithoutRoot;
import dev.jstack.console.Human;
import dev.jstack.console.template.Template;
import dev.jstack.engine.remap.Remap;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Status;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import dev.jstack.runtime.linux.ProcFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack info}: the engine and its machine, in the fields of docker's. */
@Command(name = "info", description = "Show what the engine has, and the machine it runs on.")
public final class InfoCommand implements Callable<Integer> {
  private static final Shape SHAPE =
      Shape.of(
          """
          ID Containers# ContainersRunning# ContainersPaused# ContainersStopped# Images# Driver
          DriverStatus[] Plugins{} LoggingDriver CgroupDriver CgroupVersion ServerVersion Swarm*
          Runtimes{} DefaultRuntime SecurityOptions[] KernelVersion OperatingSystem OSVersion
          OSType Architecture NCPU# MemTotal# Name DockerRootDir HttpProxy HttpsProxy NoProxy
          Labels[] SystemTime Debug? ExperimentalBuild? LiveRestoreEnabled? Warnings[]
          """);

  private final Session session;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "json or a template.")
  private @Nullable String format;

  public InfoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Map<String, Object> info = info();
    if (format == null || format.isEmpty()) {
      info.forEach((name, value) -> session.out().println(label(name) + ": " + text(name, value)));
    } else if (format.equals("json")) {
      session.out().println(Json.write(info));
    } else {
      session.out().println(Template.parse(format).render(info));
    }
    return ExitCode.OK;
  }

  /** As docker calls it for the eye, else {@code KernelVersion} → {@code Kernel Version}. */
  private static String label(String name) {
    return switch (name) {
      case "ContainersRunning", "ContainersPaused", "ContainersStopped" ->
          " " + name.substring("Containers".length());
      case "Driver" -> "Storage Driver";
      case "NCPU" -> "CPUs";
      case "MemTotal" -> "Total Memory";
      default -> name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    };
  }

  private static String text(String name, Object value) {
    return switch (value) {
      case Long bytes when name.equals("MemTotal") -> Human.binarySize(bytes);
      case Struct swarm -> String.valueOf(swarm.get("LocalNodeState"));
      case Map<?, ?> map -> map.keySet().stream().map(String::valueOf).collect(joining(", "));
      case List<?> list -> String.join(", ", list.stream().map(String::valueOf).toList());
      default -> String.valueOf(value);
    };
  }

  private Map<String, Object> info() {
    var engine = session.engine();
    List<Container> containers = engine.containers().list();
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("ID", id(engine.stateDir()));
    info.put("Containers", containers.size());
    info.put("ContainersRunning", count(containers, Status.RUNNING, Status.STARTING));
    info.put("ContainersPaused", count(containers, Status.PAUSED));
    info.put("ContainersStopped", count(containers, Status.CREATED, Status.EXITED));
    info.put("Images", engine.images().list().size());
    info.put("Driver", "overlay2");
    info.put("LoggingDriver", "json-file");
    boolean second = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
    boolean limits = engine.containers().limits();
    info.put("CgroupDriver", limits ? "cgroupfs" : "none");
    info.put("CgroupVersion", second ? "2" : "1");
    info.put("ServerVersion", Version.number());
    info.put("Swarm", new Struct().with("LocalNodeState", "inactive"));
    info.put("Runtimes", Map.of("jstack", Map.of()));
    info.put("DefaultRuntime", "jstack");
    info.put("SecurityOptions", securityOptions());
    info.put("KernelVersion", first("/proc/sys/kernel/osrelease"));
    info.put("OperatingSystem", operatingSystem());
    info.put("OSType", "linux");
    info.put("Architecture", architecture());
    info.put("NCPU", Runtime.getRuntime().availableProcessors());
    info.put("MemTotal", memory());
    info.put("Name", first("/proc/sys/kernel/hostname"));
    info.put("DockerRootDir", engine.stateDir().toString());
    info.put("SystemTime", Instant.now().toString());
    info.put("Debug", false);
    info.put("ExperimentalBuild", false);
    info.put("LiveRestoreEnabled", true);
    info.put("Warnings", warnings(limits));
    return SHAPE.struct(info);
  }

  /** The same as long as the state directory is where it is. */
  private static String id(Path stateDir) {
    return UUID.nameUUIDFromBytes(
            (first("/proc/sys/kernel/hostname") + stateDir).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static List<String> securityOptions() {
    List<String> options = new ArrayList<>(List.of("name=seccomp,profile=builtin"));
    if (EngineUser.own().isRootless()) {
      options.add("name=rootless");
    }
    if (Remap.isAsked()) {
      options.add("name=userns");
    }
    return options;
  }

  private List<String> warnings(boolean limits) {
    List<String> warnings = new ArrayList<>();
    if (!limits) {
      warnings.add("limits have no effect: no cgroup is delegated to this user");
    }
    WithoutRoot.onlyRoot().ifPresent(warnings::add);
    session
        .engine()
        .networks()
        .noWayOut()
        .ifPresent(reason -> warnings.add("containers can't reach other machines: " + reason));
    return warnings;
  }

  private static long count(List<Container> containers, Status... chosen) {
    List<Status> states = List.of(chosen);
    return containers.stream().filter(one -> states.contains(one.state().status())).count();
  }

  private static String first(String file) {
    return ProcFile.lines(file).getFirst();
  }

  private static String operatingSystem() {
    return Files.exists(Path.of("/etc/os-release"))
        ? ProcFile.lines("/etc/os-release").stream()
            .filter(line -> line.startsWith("PRETTY_NAME="))
            .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
            .findFirst()
            .orElse("Linux")
        : "Linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }

  private static long memory() {
    return ProcFile.lines("/proc/meminfo").stream()
        .filter(line -> line.startsWith("MemTotal:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(0);
  }
}
