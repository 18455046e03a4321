package dev.jstack.cli;

import dev.jstack.cli.build.ImageBuildCommand;
import dev.jstack.cli.container.ContainerAttachCommand;
import dev.jstack.cli.container.ContainerCommitCommand;
import dev.jstack.cli.container.ContainerCreateCommand;
import dev.jstack.cli.container.ContainerDiffCommand;
import dev.jstack.cli.container.ContainerExecCommand;
import dev.jstack.cli.container.ContainerExportCommand;
import dev.jstack.cli.container.ContainerKillCommand;
import dev.jstack.cli.container.ContainerLogsCommand;
import dev.jstack.cli.container.ContainerPauseCommand;
import dev.jstack.cli.container.ContainerPortCommand;
import dev.jstack.cli.container.ContainerPsCommand;
import dev.jstack.cli.container.ContainerRenameCommand;
import dev.jstack.cli.container.ContainerRestartCommand;
import dev.jstack.cli.container.ContainerRmCommand;
import dev.jstack.cli.container.ContainerRunCommand;
import dev.jstack.cli.container.ContainerStartCommand;
import dev.jstack.cli.container.ContainerStopCommand;
import dev.jstack.cli.container.ContainerTopCommand;
import dev.jstack.cli.container.ContainerUpdateCommand;
import dev.jstack.cli.container.ContainerWaitCommand;
import dev.jstack.cli.copy.ContainerCopyCommand;
import dev.jstack.cli.copy.ServiceCopyCommand;
import dev.jstack.cli.doctor.DoctorCommand;
import dev.jstack.cli.event.EventsCommand;
import dev.jstack.cli.event.ServiceEventsCommand;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.image.ImageHistoryCommand;
import dev.jstack.cli.image.ImageImportCommand;
import dev.jstack.cli.image.ImageLoadCommand;
import dev.jstack.cli.image.ImageLsCommand;
import dev.jstack.cli.image.ImagePullCommand;
import dev.jstack.cli.image.ImagePushCommand;
import dev.jstack.cli.image.ImageRmCommand;
import dev.jstack.cli.image.ImageSaveCommand;
import dev.jstack.cli.image.ImageTagCommand;
import dev.jstack.cli.image.LoginCommand;
import dev.jstack.cli.image.LogoutCommand;
import dev.jstack.cli.image.MirrorCommand;
import dev.jstack.cli.image.MirrorLsCommand;
import dev.jstack.cli.network.NetworkConnectCommand;
import dev.jstack.cli.network.NetworkCreateCommand;
import dev.jstack.cli.network.NetworkDisconnectCommand;
import dev.jstack.cli.network.NetworkGcCommand;
import dev.jstack.cli.network.NetworkLsCommand;
import dev.jstack.cli.network.NetworkRmCommand;
import dev.jstack.cli.project.BuildCommand;
import dev.jstack.cli.project.ConfigCommand;
import dev.jstack.cli.project.CreateCommand;
import dev.jstack.cli.project.DownCommand;
import dev.jstack.cli.project.EnvCommand;
import dev.jstack.cli.project.ExecCommand;
import dev.jstack.cli.project.ExplainCommand;
import dev.jstack.cli.project.KillCommand;
import dev.jstack.cli.project.LogsCommand;
import dev.jstack.cli.project.LsCommand;
import dev.jstack.cli.project.PauseCommand;
import dev.jstack.cli.project.PlanCommand;
import dev.jstack.cli.project.PortCommand;
import dev.jstack.cli.project.ProjectImagesCommand;
import dev.jstack.cli.project.ProjectVolumesCommand;
import dev.jstack.cli.project.PsCommand;
import dev.jstack.cli.project.PullCommand;
import dev.jstack.cli.project.PushCommand;
import dev.jstack.cli.project.RestartCommand;
import dev.jstack.cli.project.RmCommand;
import dev.jstack.cli.project.RunCommand;
import dev.jstack.cli.project.ScaleCommand;
import dev.jstack.cli.project.StartCommand;
import dev.jstack.cli.project.StatsCommand;
import dev.jstack.cli.project.StopCommand;
import dev.jstack.cli.project.TopCommand;
import dev.jstack.cli.project.UpCommand;
import dev.jstack.cli.project.VizCommand;
import dev.jstack.cli.project.WaitCommand;
import dev.jstack.cli.project.WatchCommand;
import dev.jstack.cli.prune.BuilderPruneCommand;
import dev.jstack.cli.prune.ContainerPruneCommand;
import dev.jstack.cli.prune.ImagePruneCommand;
import dev.jstack.cli.prune.NetworkPruneCommand;
import dev.jstack.cli.prune.SystemPruneCommand;
import dev.jstack.cli.prune.VolumePruneCommand;
import dev.jstack.cli.system.EngineStatusCommand;
import dev.jstack.cli.system.EngineStopCommand;
import dev.jstack.cli.system.InfoCommand;
import dev.jstack.cli.system.InspectCommand;
import dev.jstack.cli.system.SystemCheckCommand;
import dev.jstack.cli.system.SystemDfCommand;
import dev.jstack.cli.system.VersionCommand;
import dev.jstack.cli.volume.VolumeCreateCommand;
import dev.jstack.cli.volume.VolumeLsCommand;
import dev.jstack.cli.volume.VolumeRmCommand;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All words of the command line, in the order in which the help lists them. */
final class Verbs {
  /** What only compose has. */
  private static final List<Verb> PROJECT =
      List.of(
          Verb.of("up", UpCommand::new),
          Verb.of("down", DownCommand::new),
          Verb.of("watch", WatchCommand::new),
          Verb.of("plan", PlanCommand::new),
          Verb.of("config", ConfigCommand::new),
          Verb.of("convert", ConfigCommand::new),
          Verb.of("env", EnvCommand::new),
          Verb.of("scale", ScaleCommand::new),
          Verb.of("volumes", ProjectVolumesCommand::new),
          Verb.of("ls", LsCommand::new));

  /** What both have. */
  private static final List<Verb> BOTH =
      List.of(
          World.both("ps", PsCommand::new, ContainerPsCommand::new),
          World.both("logs", LogsCommand::new, ContainerLogsCommand::new),
          World.program("run", RunCommand::new, ContainerRunCommand::new, true),
          World.program("exec", ExecCommand::new, ContainerExecCommand::new, false),
          World.both("start", StartCommand::new, ContainerStartCommand::new),
          World.both("stop", StopCommand::new, ContainerStopCommand::new),
          World.both("restart", RestartCommand::new, ContainerRestartCommand::new),
          World.both("kill", KillCommand::new, ContainerKillCommand::new),
          World.both("rm", RmCommand::new, ContainerRmCommand::new),
          World.both("pause", pausing(true), containerPausing(true)),
          World.both("unpause", pausing(false), containerPausing(false)),
          World.both("wait", WaitCommand::new, ContainerWaitCommand::new),
          World.program("top", TopCommand::new, ContainerTopCommand::new, false),
          World.context("build", BuildCommand::new, ImageBuildCommand::new),
          World.both("pull", PullCommand::new, ImagePullCommand::new),
          World.both("push", PushCommand::new, ImagePushCommand::new),
          World.both("images", ProjectImagesCommand::new, ImageLsCommand::new),
          World.both("port", PortCommand::new, ContainerPortCommand::new),
          World.either("cp", ServiceCopyCommand::new, ContainerCopyCommand::new),
          World.program("create", CreateCommand::new, ContainerCreateCommand::new, true));

  private static final List<Verb> IMAGE =
      List.of(
          Verb.of("ls", ImageLsCommand::new).or("list"),
          Verb.of("rm", ImageRmCommand::new).or("remove"),
          Verb.of("inspect", inspecting("image")),
          Verb.of("history", ImageHistoryCommand::new),
          Verb.of("build", ImageBuildCommand::new),
          Verb.of("pull", ImagePullCommand::new),
          Verb.of("push", ImagePushCommand::new),
          Verb.of("prune", ImagePruneCommand::new),
          Verb.of("tag", ImageTagCommand::new),
          Verb.of("load", ImageLoadCommand::new),
          Verb.of("save", ImageSaveCommand::new),
          Verb.of("import", ImageImportCommand::new));

  private static final List<Verb> CONTAINER =
      List.of(
          Verb.of("ls", ContainerPsCommand::new).or("list", "ps"),
          Verb.of("logs", ContainerLogsCommand::new),
          Verb.program("run", ContainerRunCommand::new),
          Verb.program("create", ContainerCreateCommand::new),
          Verb.program("exec", ContainerExecCommand::new),
          Verb.of("start", ContainerStartCommand::new),
          Verb.of("stop", ContainerStopCommand::new),
          Verb.of("restart", ContainerRestartCommand::new),
          Verb.of("kill", ContainerKillCommand::new),
          Verb.of("rm", ContainerRmCommand::new).or("remove"),
          Verb.of("rename", ContainerRenameCommand::new),
          Verb.of("cp", ContainerCopyCommand::new),
          Verb.of("attach", ContainerAttachCommand::ofContainer),
          Verb.of("pause", containerPausing(true)),
          Verb.of("unpause", containerPausing(false)),
          Verb.of("wait", ContainerWaitCommand::new),
          Verb.of("port", ContainerPortCommand::new),
          Verb.of("inspect", inspecting("container")),
          Verb.program("top", ContainerTopCommand::new),
          Verb.of("diff", ContainerDiffCommand::new),
          Verb.of("stats", StatsCommand::ofContainers),
          Verb.of("update", ContainerUpdateCommand::new),
          Verb.of("export", ContainerExportCommand::ofContainer),
          Verb.of("commit", ContainerCommitCommand::ofContainer),
          Verb.of("prune", ContainerPruneCommand::new));

  private static final List<Verb> VOLUME =
      List.of(
          Verb.of("ls", VolumeLsCommand::new).or("list"),
          Verb.of("inspect", inspecting("volume")),
          Verb.of("create", VolumeCreateCommand::new),
          Verb.of("rm", VolumeRmCommand::new).or("remove"),
          Verb.of("prune", VolumePruneCommand::new));

  private static final List<Verb> NETWORK =
      List.of(
          Verb.of("ls", NetworkLsCommand::new).or("list"),
          Verb.of("inspect", inspecting("network")),
          Verb.of("create", NetworkCreateCommand::new),
          Verb.of("rm", NetworkRmCommand::new).or("remove"),
          Verb.of("gc", NetworkGcCommand::new),
          Verb.of("connect", NetworkConnectCommand::new),
          Verb.of("disconnect", NetworkDisconnectCommand::new),
          Verb.of("prune", NetworkPruneCommand::new));

  private static final Verb MIRROR =
      Verb.group(
          "mirror",
          "Registries that are asked before others.",
          Verb.of("ls", MirrorLsCommand::new),
          Verb.of("add", MirrorCommand.add()),
          Verb.of("rm", MirrorCommand.remove()));

  private static final List<Verb> BUILDER =
      List.of(
          Verb.of("build", ImageBuildCommand::new).or("b"),
          Verb.of("prune", BuilderPruneCommand::new));

  private static final List<Verb> COMPOSE =
      Stream.concat(
              PROJECT.stream(),
              Stream.of(
                  Verb.of("ps", PsCommand::new),
                  Verb.of("logs", LogsCommand::new),
                  Verb.program("run", RunCommand::new),
                  Verb.program("exec", ExecCommand::new),
                  Verb.of("start", StartCommand::new),
                  Verb.of("stop", StopCommand::new),
                  Verb.of("restart", RestartCommand::new),
                  Verb.of("kill", KillCommand::new),
                  Verb.of("rm", RmCommand::new),
                  Verb.of("pause", pausing(true)),
                  Verb.of("unpause", pausing(false)),
                  Verb.of("wait", WaitCommand::new),
                  Verb.of("top", TopCommand::new),
                  Verb.of("build", BuildCommand::new),
                  Verb.of("pull", PullCommand::new),
                  Verb.of("push", PushCommand::new),
                  Verb.of("images", ProjectImagesCommand::new),
                  Verb.of("port", PortCommand::new),
                  Verb.of("cp", ServiceCopyCommand::new),
                  Verb.of("attach", ContainerAttachCommand::ofService),
                  Verb.of("events", ServiceEventsCommand::new),
                  Verb.of("stats", StatsCommand::ofServices),
                  Verb.of("create", CreateCommand::new),
                  Verb.of("export", ContainerExportCommand::ofService),
                  Verb.of("commit", ContainerCommitCommand::ofService),
                  Verb.of("version", VersionCommand::ofCompose),
                  Verb.group("alpha", "What may still change.", Verb.of("viz", VizCommand::new))))
          .toList();

  private static final List<Verb> SYSTEM =
      List.of(
          Verb.of("df", SystemDfCommand::new),
          Verb.of("info", InfoCommand::new),
          Verb.of("prune", SystemPruneCommand::new),
          Verb.of("events", EventsCommand::new),
          Verb.of("check", SystemCheckCommand::new));

  private static final List<Verb> ENGINE =
      List.of(Verb.of("status", EngineStatusCommand::new), Verb.of("stop", EngineStopCommand::new));

  static final List<Verb> ALL =
      Stream.of(
              PROJECT,
              BOTH,
              List.of(
                  Verb.of("explain", ExplainCommand::new),
                  Verb.of("doctor", DoctorCommand::new),
                  Verb.of("info", InfoCommand::new),
                  World.either("events", ServiceEventsCommand::new, EventsCommand::new),
                  Verb.of("stats", StatsCommand::ofServices),
                  Verb.of("inspect", inspecting(null)),
                  Verb.of("history", ImageHistoryCommand::new),
                  Verb.of("load", ImageLoadCommand::new),
                  Verb.of("save", ImageSaveCommand::new),
                  Verb.of("import", ImageImportCommand::new),
                  World.both(
                      "export",
                      ContainerExportCommand::ofService,
                      ContainerExportCommand::ofContainer),
                  World.both(
                      "commit",
                      ContainerCommitCommand::ofService,
                      ContainerCommitCommand::ofContainer),
                  Verb.of("tag", ImageTagCommand::new),
                  Verb.of("rmi", ImageRmCommand::new),
                  Verb.of("rename", ContainerRenameCommand::new),
                  World.either(
                      "attach",
                      ContainerAttachCommand::ofService,
                      ContainerAttachCommand::ofContainer),
                  Verb.of("diff", ContainerDiffCommand::new),
                  Verb.of("update", ContainerUpdateCommand::new),
                  Verb.of("login", LoginCommand::new),
                  Verb.of("logout", LogoutCommand::new),
                  new Verb.Group("registry", "Where images come from.", List.of(MIRROR)),
                  new Verb.Group("container", "Containers, whatever made them.", CONTAINER),
                  new Verb.Group("image", "Images.", IMAGE),
                  new Verb.Group("volume", "Volumes.", VOLUME),
                  new Verb.Group("network", "Networks.", NETWORK),
                  new Verb.Group("compose", "Compose's verbs, whatever the directory.", COMPOSE),
                  new Verb.Group("builder", "Builds and their cache.", BUILDER),
                  new Verb.Group("buildx", "The same.", BUILDER),
                  new Verb.Group("system", "What is stored.", SYSTEM),
                  new Verb.Group("engine", "Look at the engine's process, or end it.", ENGINE),
                  Verb.of("completion", CompletionCommand::new),
                  Verb.program("__complete", CompleteCommand::new),
                  Verb.of("version", VersionCommand::ofBoth)))
          .<Verb>flatMap(List::stream)
          .toList();

  private Verbs() {}

  private static Function<Session, Callable<Integer>> inspecting(@Nullable String kind) {
    return session -> new InspectCommand(session, kind);
  }

  private static Function<Session, Callable<Integer>> pausing(boolean pause) {
    return session -> new PauseCommand(session, pause);
  }

  private static Function<Session, Callable<Integer>> containerPausing(boolean pause) {
    return session -> new ContainerPauseCommand(session, pause);
  }
}
