package dev.jstack.cli.project;

import dev.jstack.cli.container.MountSyntax;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.cli.option.PortSyntax;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.console.Invocation;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.container.NetworkSpec;
import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import dev.jstack.runtime.container.ProcessSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What compose's {@code run} changes of its service. */
final class OneOffOptions {
  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME[=VALUE]",
      description = "Environment.")
  private List<String> env = List.of();

  @Option(
      names = "--env-from-file",
      paramLabel = "FILE",
      description = "File of environment lines.")
  private List<String> envFiles = List.of();

  @Option(
      names = "--entrypoint",
      paramLabel = "COMMAND",
      description = "In place of the service's.")
  private @Nullable String entrypoint;

  @Option(names = "--name", paramLabel = "NAME", description = "The container's name.")
  private @Nullable String name;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "Label.")
  private List<String> labels = List.of();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER[:GROUP]",
      description = "User.")
  private @Nullable String user;

  @Option(
      names = {"-w", "--workdir"},
      paramLabel = "DIR",
      description = "Working directory.")
  private @Nullable String workingDir;

  @Option(
      names = {"-v", "--volume"},
      paramLabel = "[SRC:]DST[:OPTIONS]",
      description = "Mount.")
  private List<String> volumes = List.of();

  @Option(
      names = {"-p", "--publish"},
      paramLabel = "[[IP:]HOST:]PORT",
      description = "Publish a port.")
  private List<String> publish = List.of();

  @Option(
      names = {"-P", "--service-ports"},
      description = "Publish the service's ports.")
  private boolean servicePorts;

  @Option(names = "--use-aliases", description = "Answer to the service's names.")
  private boolean aliases;

  @Option(names = "--cap-add", paramLabel = "CAP", description = "Add a capability.")
  private List<String> capAdd = List.of();

  @Option(names = "--cap-drop", paramLabel = "CAP", description = "Drop a capability.")
  private List<String> capDrop = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress at all.")
  boolean quiet;

  @Option(names = "--quiet-pull", description = "No progress of pulls.")
  boolean quietPull;

  @Option(names = "--quiet-build", description = "No progress of builds.")
  boolean quietBuild;

  @Option(names = "--pull", paramLabel = "POLICY", description = "always, missing or never.")
  @Nullable String pull;

  /** The variables it is told; {@code known} are the project's. */
  Map<String, String> variables(Invocation invocation, Map<String, String> known) {
    return new OneOffVariables(invocation, known).all(env, envFiles);
  }

  /** The service's one-off container, before these changes. */
  ContainerSpec of(Session session, Project project, Service service) {
    return session.projects().oneOffs().spec(project, service, servicePorts, aliases);
  }

  /** A one-off container with these changes. */
  ContainerSpec apply(
      ContainerSpec spec,
      @Nullable List<String> command,
      Map<String, String> variables,
      boolean tty,
      boolean interactive,
      boolean remove,
      Session session) {
    Map<String, String> allLabels = new LinkedHashMap<>(spec.labels());
    allLabels.putAll(EnvironmentSyntax.pairs(labels));
    if (remove) {
      allLabels.put(Containers.AUTO_REMOVE, "true");
    }
    List<MountSpec> mounts = new ArrayList<>(spec.mounts());
    for (String volume : volumes) {
      MountSpec mount = MountSyntax.volume(volume, session.invocation());
      mounts.removeIf(other -> other.target().equals(mount.target()));
      mounts.add(mount);
    }
    return new ContainerSpec(
        name == null ? spec.name() : name,
        spec.image(),
        process(spec.process(), command, variables, tty, interactive),
        isolation(spec.isolation()),
        spec.limits(),
        mounts,
        network(spec.network()),
        allLabels,
        spec.restart(),
        spec.health(),
        spec.stopSignal(),
        spec.stopGraceMillis(),
        spec.logMaxBytes(),
        spec.logMaxFiles());
  }

  private ProcessSpec process(
      ProcessSpec process,
      @Nullable List<String> command,
      Map<String, String> variables,
      boolean tty,
      boolean interactive) {
    Map<String, @Nullable String> environment = new LinkedHashMap<>(process.environment());
    environment.putAll(variables);
    boolean replaced = command != null && !command.isEmpty();
    return new ProcessSpec(
        entrypoint == null ? process.entrypoint() : List.of(entrypoint.split("\\s+")),
        replaced ? command : entrypoint == null ? process.command() : null,
        environment,
        user == null ? process.user() : user,
        process.groupAdd(),
        workingDir == null ? process.workingDir() : workingDir,
        tty,
        interactive,
        process.init());
  }

  private IsolationSpec isolation(IsolationSpec own) {
    return own.withPowers(
        own.privileged(), joined(own.capAdd(), capAdd), joined(own.capDrop(), capDrop));
  }

  private NetworkSpec network(NetworkSpec own) {
    List<PortBinding> ports = new ArrayList<>(own.ports());
    ports.addAll(PortSyntax.all(publish, List.of()));
    return own.connected(own.mode(), own.endpoints(), ports);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
