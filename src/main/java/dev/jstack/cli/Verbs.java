package dev.jstack.cli;

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
          World.both("top", TopCommand::new, ContainerTopCommand::new),
          World.context("build", BuildCommand::new, ImageBuildCommand::new),
          World.both("pull", PullCommand::new, ImagePullCommand::new),
          World.both("push", PushCommand::new, ImagePushCommand::new),
          World.both("images", ProjectImagesCommand::new, ImageLsCommand::new),
          World.both("port", PortCommand::new, ContainerPortCommand::new),
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
          Verb.of("attach", ContainerAttachCommand::new),
          Verb.of("pause", containerPausing(true)),
          Verb.of("unpause", containerPausing(false)),
          Verb.of("wait", ContainerWaitCommand::new),
          Verb.of("port", ContainerPortCommand::new),
          Verb.of("inspect", inspecting("container")),
          Verb.of("top", ContainerTopCommand::new),
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

  private static final List<Verb> BUILDER = List.of(Verb.of("prune", BuilderPruneCommand::new));

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
                  Verb.of("events", EventsCommand::new),
                  Verb.of("stats", StatsCommand::new),
                  Verb.of("create", CreateCommand::new),
                  Verb.of("export", ContainerExportCommand::ofService),
                  Verb.of("commit", ContainerCommitCommand::ofService),
                  Verb.of("version", VersionCommand::new),
                  Verb.group("alpha", "What may still change.", Verb.of("viz", VizCommand::new))))
          .toList();

  private static final List<Verb> SYSTEM =
      List.of(
          Verb.of("df", SystemDfCommand::new),
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
                  Verb.of("events", EventsCommand::new),
                  Verb.of("stats", StatsCommand::new),
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
                  Verb.of("attach", ContainerAttachCommand::new),
                  Verb.of("login", LoginCommand::new),
                  Verb.of("logout", LogoutCommand::new),
                  new Verb.Group("registry", "Where images come from.", List.of(MIRROR)),
                  new Verb.Group("container", "Containers, whatever made them.", CONTAINER),
                  new Verb.Group("image", "Images.", IMAGE),
                  new Verb.Group("volume", "Volumes.", VOLUME),
                  new Verb.Group("network", "Networks.", NETWORK),
                  new Verb.Group("compose", "Compose's verbs, whatever the directory.", COMPOSE),
                  new Verb.Group("builder", "The build cache.", BUILDER),
                  new Verb.Group("system", "What is stored.", SYSTEM),
                  new Verb.Group("engine", "Look at the engine's process, or end it.", ENGINE),
                  Verb.of("completion", CompletionCommand::new),
                  Verb.program("__complete", CompleteCommand::new),
                  Verb.of("version", VersionCommand::new)))
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
