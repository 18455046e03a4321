package dev.jstack.runtime.container;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.container.output.OutputHub;
import dev.jstack.runtime.container.output.StdStream;
import dev.jstack.runtime.launch.CapabilitySet;
import dev.jstack.runtime.launch.Identity;
import dev.jstack.runtime.launch.LaunchException;
import dev.jstack.runtime.launch.LaunchRequest;
import dev.jstack.runtime.launch.Launched;
import dev.jstack.runtime.launch.Namespaces;
import dev.jstack.runtime.launch.Privileges;
import dev.jstack.runtime.launch.Root;
import dev.jstack.runtime.launch.Stdio;
import dev.jstack.runtime.launch.Supervision;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Fifo;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.OwnNamespaces;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts further programs in running containers. */
final class ExecStart {
  private static final int UMASK = 022;

  /** A container that is ending lets nobody in any more; soon after that it has ended. */
  private static final Duration END = Duration.ofMillis(200);

  private final RuntimeParts parts;

  ExecStart(RuntimeParts parts) {
    this.parts = parts;
  }

  ExecProcess start(Container container, ProcessSpec spec, boolean privileged, ExecIo io) {
    var run = container.run();
    if (run == null) {
      throw Run.notRunning(container);
    }
    if (container.state().status() == Status.PAUSED) {
      throw new ConflictException("container " + container.name() + " is paused, unpause it first");
    }
    try {
      var process = plan(container, run, spec);
      return spec.tty()
          ? inTerminal(container, run, process, privileged, io)
          : withPipes(container, run, process, privileged, io);
    } catch (LinuxException | LaunchException | IllegalStateException e) {
      throw isOfTheProgram(e) || !run.ends(END) ? e : Run.notRunning(container);
    }
  }

  private static boolean isOfTheProgram(RuntimeException e) {
    return e instanceof LaunchException launch && launch.exitCode() != StartException.BROKEN;
  }

  private static ProcessPlan plan(Container container, Run run, ProcessSpec spec) {
    try (var root = ContainerTree.root(container, run)) {
      return ProcessPlan.ofExec(
          spec,
          container.spec().process(),
          container.image(),
          container.hostname(),
          AccountFiles.in(root));
    }
  }

  private ExecProcess inTerminal(
      Container container, Run run, ProcessPlan process, boolean privileged, ExecIo io) {
    var stdio = new Stdio.Tty(io.columns(), io.rows());
    var launched = launch(container, run, request(container, run, process, privileged, stdio));
    var terminal = launched.terminal().orElseThrow();
    var hub = new OutputHub(parts.loop(), null);
    var tap = hub.attach(io.output());
    Terminals.read(terminal, hub);
    if (io.stdin() != null) {
      Terminals.input(parts.loop(), terminal).feed(io.stdin(), true);
    }
    return RunningExec.follow(parts.loop(), launched, hub, tap);
  }

  private ExecProcess withPipes(
      Container container, Run run, ProcessPlan process, boolean privileged, ExecIo io) {
    var given = new ArrayList<Fd>();
    var kept = new ArrayList<Fd>();
    try {
      var owner = UserPlan.streams(UserPlan.map(run), process.identity().uid());
      var in = io.stdin() == null ? nothing(given) : inputPipe(given, kept, owner);
      var out = outputPipe(given, kept, owner);
      var err = outputPipe(given, kept, owner);
      var launched =
          launch(
              container,
              run,
              request(container, run, process, privileged, new Stdio.Streams(in, out, err)));
      return follow(launched, kept, io);
    } catch (RuntimeException e) {
      kept.forEach(Fd::close);
      throw e;
    } finally {
      given.forEach(Fd::close);
    }
  }

  private static Root.Join join(Run run) {
    return OwnUser.isConfined()
        ? new Root.Join(
            run.pidfd(),
            !OwnNamespaces.isShared(run.pid(), "cgroup"),
            !OwnNamespaces.isShared(run.pid(), "uts"),
            !OwnNamespaces.isShared(run.pid(), "ipc"),
            !OwnNamespaces.isShared(run.pid(), "pid"),
            !OwnNamespaces.isShared(run.pid(), "net"),
            false)
        : new Root.Join(run.pidfd(), UserPlan.map(run) != null);
  }

  private static Fd nothing(List<Fd> given) {
    var nothing = Fd.open("/dev/null", Fd.O_RDWR);
    given.add(nothing);
    return nothing;
  }

  private static Fd inputPipe(List<Fd> given, List<Fd> kept, Identity owner) {
    var pipe = Pipe.open(0);
    given.add(pipe.reader());
    kept.add(pipe.writer());
    own(pipe, owner);
    return pipe.reader();
  }

  private static Fd outputPipe(List<Fd> given, List<Fd> kept, Identity owner) {
    var pipe = Pipe.open(0);
    given.add(pipe.writer());
    kept.add(pipe.reader());
    own(pipe, owner);
    Fifo.setNonBlocking(pipe.reader());
    return pipe.writer();
  }

  private static void own(Pipe pipe, Identity owner) {
    Attributes.setOwner(pipe.reader(), (int) owner.uid(), (int) owner.gid());
  }

  /** {@code kept}: the stdin's writer if there is one, stdout's reader, stderr's reader. */
  private ExecProcess follow(Launched launched, List<Fd> kept, ExecIo io) {
    var hub = new OutputHub(parts.loop(), null);
    var tap = hub.attach(io.output());
    int outputs = kept.size() - 2;
    hub.read(kept.get(outputs), StdStream.STDOUT);
    hub.read(kept.get(outputs + 1), StdStream.STDERR);
    if (io.stdin() != null) {
      new InputPipe(parts.loop(), kept.getFirst()).feed(io.stdin(), true);
    }
    return RunningExec.follow(parts.loop(), launched, hub, tap);
  }

  private Launched launch(Container container, Run run, LaunchRequest request) {
    var launched = parts.launcher().start(request);
    try {
      follow(container.run(), run);
      return launched;
    } catch (RuntimeException e) {
      launched.abandon();
      throw e;
    }
  }

  /** An update may have given the container further cgroups while the program was on its way. */
  private static void follow(@Nullable Run now, Run then) {
    if (now != null && !now.cgroup().equals(then.cgroup())) {
      now.cgroup().gather();
    }
  }

  private static LaunchRequest request(
      Container container, Run run, ProcessPlan process, boolean privileged, Stdio stdio) {
    return new LaunchRequest(
        container.name(),
        process.argv(),
        process.environment(),
        process.workingDir(),
        process.identity(),
        privileges(container, privileged),
        join(run),
        Namespaces.isolated(Namespaces.NEW),
        StartRequest.cgroups(run.cgroup()),
        OwnLimits.resolve(container.spec().isolation().ulimits()),
        container.spec().isolation().oomScoreAdj(),
        UMASK,
        false,
        stdio,
        new Supervision.Child());
  }

  /** A privileged exec has all capabilities, but the container's filter stays. */
  private static Privileges privileges(Container container, boolean privileged) {
    var own = SecurityPlan.of(container.spec().isolation()).privileges();
    return privileged
        ? new Privileges(
            CapabilitySet.ALL.and(OwnLimits.capabilities()), own.noNewPrivileges(), own.seccomp())
        : own;
  }
}
