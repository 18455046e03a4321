package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.EnvList;
import dev.jstack.runtime.build.source.WorkPlace;
import dev.jstack.runtime.container.AccountFiles;
import dev.jstack.runtime.container.UserText;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.launch.ExitRecord;
import dev.jstack.runtime.launch.Launched;
import dev.jstack.runtime.launch.RootMount;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Poll;
import dev.jstack.runtime.linux.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the program of a RUN in its stage's root and waits for its end. */
final class StepProcess implements LayerStep.Work {
  private static final int TAIL = 20;
  private static final int PATIENCE_MILLIS = 100;

  private final BuildSession session;
  private final StageState state;
  private final Instruction.Run run;
  private final RunCommand command;
  private final Supplier<StepMounts> mounts;
  private final Map<String, String> environment;
  private final Deque<String> tail = new ArrayDeque<>();
  private @Nullable MountPoints points;

  StepProcess(
      BuildSession session,
      StageState state,
      Instruction.Run run,
      RunCommand command,
      Supplier<StepMounts> mounts,
      Map<String, String> environment) {
    this.session = session;
    this.state = state;
    this.run = run;
    this.command = command;
    this.mounts = mounts;
    this.environment = new LinkedHashMap<>(environment);
  }

  @Override
  public void on(LayerStep.Making making) {
    making.digest().sequence().spoil();
    try (var overlay = StageMount.writable(making.lowers(), making.draft())) {
      run(overlay, making.step());
    }
    var made = points;
    if (made != null) {
      try (var upper = Directory.open(making.draft().upper())) {
        made.prune(upper);
        StageMount.tidy(making.lowers(), making.draft());
        if (!state.onHost()) {
          new CompiledPython(making.time().getEpochSecond()).retime(upper);
        }
      }
    }
  }

  private void run(Fd overlay, Progress.Step step) {
    try (var root = StageMount.root(overlay);
        var work = WorkPlace.in(session.tools().temporary());
        var network = StepNetwork.open(session, run.network())) {
      var made = new MountPoints(root);
      points = made;
      try (var open = new OpenMounts(session, made, work, environment)) {
        var exit = launch(overlay, root, mounted(open, made, network), network, step);
        refuse(exit, step);
      } finally {
        made.remove();
      }
    }
  }

  /** Mounts of ours, then those the user asked for. */
  private List<RootMount> mounted(OpenMounts open, MountPoints made, StepNetwork network) {
    for (var path : List.of("/proc", "/dev", "/sys")) {
      made.directory(path);
    }
    open.file("/etc/resolv.conf", "resolv.conf", network.resolvConf());
    open.file("/etc/hosts", "hosts", network.hosts(session.options().extraHosts()));
    if (command.hasScript()) {
      open.program(RunCommand.SCRIPTS + "/" + command.scriptName(), command.script());
    }
    mounts.get().list().forEach(open::open);
    var all = new ArrayList<>(StepLaunch.standard(session.options().shmBytes()));
    all.addAll(open.list());
    return all;
  }

  private ExitRecord launch(
      Fd overlay, Directory root, List<RootMount> all, StepNetwork network, Progress.Step step) {
    var user = UserText.find(state.run().user(), List.of(), AccountFiles.in(root));
    environment.putIfAbsent("HOME", user.home());
    var parts =
        new StepLaunch(
            command.argv(),
            EnvList.list(environment),
            state.workingDir(),
            user.identity(),
            all,
            network.namespace());
    try (var input = Fd.open("/dev/null", Fd.O_RDONLY);
        var out = Pipe.open(0);
        var err = Pipe.open(0);
        var group = StepCgroup.create(session.tools().cgroups());
        var started =
            session
                .tools()
                .launcher()
                .start(
                    parts.request(
                        overlay, input, out.writer(), err.writer(), group.cgroups(), session))) {
      out.writer().close();
      err.writer().close();
      return watch(started, out.reader(), err.reader(), step);
    }
  }

  private ExitRecord watch(Launched started, Fd out, Fd err, Progress.Step step) {
    var pending = new LinkedHashMap<Fd, OutputLines>();
    var logs = List.of(log(step, false), log(step, true));
    pending.put(out, new OutputLines(out, line -> output(logs.getFirst(), step, line)));
    pending.put(err, new OutputLines(err, line -> output(logs.getLast(), step, line)));
    boolean ended = false;
    boolean cancelled = false;
    while (!ended || !pending.isEmpty()) {
      var waiting = new ArrayList<>(pending.keySet());
      if (!ended) {
        waiting.add(started.pidfd());
      }
      for (var ready : Poll.readable(waiting, PATIENCE_MILLIS)) {
        var lines = pending.get(ready);
        if (lines == null) {
          ended = true;
        } else if (!lines.read()) {
          pending.remove(ready);
        }
      }
      if (!cancelled && Thread.currentThread().isInterrupted()) {
        // Its process namespace goes with it: nothing it has started is left.
        cancelled = true;
        Pidfd.signal(started.pidfd(), Signal.KILL);
      }
    }
    var exit = started.await();
    if (cancelled) {
      throw new JstackException("build cancelled");
    }
    if (exit.exitCode() != 0) {
      logs.forEach(StepLog::failed);
    }
    return exit;
  }

  private static StepLog log(Progress.Step step, boolean stderr) {
    return new StepLog(line -> step.output(stderr, line));
  }

  private void output(StepLog log, Progress.Step step, String line) {
    log.line(line, step.age());
    if (tail.size() == TAIL) {
      tail.removeFirst();
    }
    tail.addLast(step.stamp() + " " + line);
  }

  private void refuse(ExitRecord exit, Progress.Step step) {
    if (exit.exitCode() != 0) {
      var words = String.join(" ", command.argv());
      throw Failures.ofRun(
          session.graph().dockerfile(),
          run.source(),
          step.name(),
          List.copyOf(tail),
          "process \"" + words + "\" did not complete successfully: exit code: " + exit.exitCode());
    }
  }
}
