package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.Cgroup;
import dev.jstack.runtime.cgroup.CgroupLimits;
import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.container.output.LogWriter;
import dev.jstack.runtime.container.output.OutputHub;
import dev.jstack.runtime.container.output.OutputTap;
import dev.jstack.runtime.launch.LaunchRequest;
import dev.jstack.runtime.launch.Launched;
import dev.jstack.runtime.launch.Stdio;
import dev.jstack.runtime.linux.Fd;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Starts containers. What fails leaves nothing behind but the reason in the state. */
final class Startup {
  private static final int NO_PROCESS = 128;

  private final RuntimeParts parts;
  private final RunEnd runEnd;

  Startup(RuntimeParts parts, RunEnd runEnd) {
    this.parts = parts;
    this.runEnd = runEnd;
  }

  /** {@code io} is attached from the first byte on; null for a start that nobody watches. */
  @Nullable LiveAttachment start(
      Container container, ContainerNetwork network, @Nullable ExecIo io) {
    parts.users().check(container.spec().isolation(), container.spec().network());
    var before = container.state().startedAt();
    var state = container.state().starting(parts.clock().instant());
    var devices = DevicePlan.of(container.spec().isolation());
    @Nullable Cgroup cgroup = null;
    try {
      cgroup = tree(container).create(container.id(), limits(container, devices));
      Streams.forget(container.files());
      parts.store().save(container, state, cgroup.directories());
      return launch(container, network, io, cgroup, devices);
    } catch (RuntimeException e) {
      var failure = failure(container, e);
      if (cgroup != null) {
        discard(container, cgroup, failure);
      }
      int code = failure instanceof StartException known ? known.exitCode() : StartException.BROKEN;
      var message = String.valueOf(failure.getMessage());
      var failed = state.failed(code, message, parts.clock().instant()).withStart(before);
      parts.store().note(container, failed, Map.of());
      throw failure;
    }
  }

  /** Docker's exit code for what fails before there is a process. */
  void refused(Container container, String why) {
    var failed = container.state().failed(NO_PROCESS, why, parts.clock().instant());
    parts.store().note(container, failed, Map.of());
  }

  private CgroupTree tree(Container container) {
    var parent = container.spec().isolation().cgroupParent();
    return parent == null || parent.isEmpty() ? parts.cgroups() : parts.cgroups().at(parent);
  }

  private static void discard(Container container, Cgroup cgroup, RuntimeException failure) {
    try {
      RunEnd.discard(container, cgroup);
    } catch (JstackException e) {
      failure.addSuppressed(e);
    }
  }

  private static CgroupLimits limits(Container container, DevicePlan devices) {
    return LimitPlan.of(container.spec(), devices.rules());
  }

  /** What the user can act on gets the container's name and Docker's exit code; a bug stays one. */
  private static RuntimeException failure(Container container, RuntimeException e) {
    if (!(e instanceof JstackException known) || e instanceof StartException) {
      return e;
    }
    var message = String.valueOf(known.getMessage());
    var prefix = container.name() + ": ";
    return new StartException(
        known.exitCode() == 1 ? StartException.BROKEN : known.exitCode(),
        message.startsWith(prefix) ? message : prefix + message,
        known.hint().orElse(null),
        known);
  }

  private @Nullable LiveAttachment launch(
      Container container,
      ContainerNetwork network,
      @Nullable ExecIo io,
      Cgroup cgroup,
      DevicePlan devices) {
    try (var user = parts.users().of(container, network, parts::running);
        var root =
            RootTree.mount(
                parts.image(container).lowers(),
                container.directory(),
                user == null ? null : user.map());
        var prepared = PreparedStart.of(parts, container, network, cgroup, devices, root, user)) {
      return container.spec().process().tty()
          ? withTerminal(container, cgroup, io, prepared)
          : withStreams(container, cgroup, io, prepared);
    }
  }

  private @Nullable LiveAttachment withTerminal(
      Container container, Cgroup cgroup, @Nullable ExecIo io, PreparedStart prepared) {
    var size = io == null ? new Stdio.Tty(0, 0) : new Stdio.Tty(io.columns(), io.rows());
    var hub = hub(container);
    var tap = io == null ? null : hub.attach(io.output());
    var launched = start(prepared.request(size), hub);
    var terminal = launched.terminal().orElseThrow();
    Terminals.read(terminal, hub);
    var run = begin(container, cgroup, launched, hub);
    return tap == null || io == null
        ? null
        : LiveAttachment.of(run, tap, Terminals.input(parts.loop(), terminal), io);
  }

  private @Nullable LiveAttachment withStreams(
      Container container, Cgroup cgroup, @Nullable ExecIo io, PreparedStart prepared) {
    boolean fed = io != null && io.stdin() != null;
    boolean stdinOpen = container.spec().process().stdinOpen();
    var streams = Streams.open(container.files(), prepared.owner(), stdinOpen, fed);
    OutputHub hub;
    @Nullable OutputTap tap;
    Launched launched;
    try (streams) {
      hub = hub(container);
      tap = io == null ? null : hub.attach(io.output());
      launched = start(prepared.request(streams.stdio()), hub);
    } catch (RuntimeException e) {
      streams.abandon();
      throw e;
    }
    streams.connect(hub);
    var run = begin(container, cgroup, launched, hub);
    return tap == null || io == null
        ? null
        : LiveAttachment.of(run, tap, streams.input(parts.loop()), io);
  }

  private Launched start(LaunchRequest request, OutputHub hub) {
    try {
      return parts.launcher().start(request);
    } catch (RuntimeException e) {
      parts.loop().execute(hub::close);
      throw e;
    }
  }

  private OutputHub hub(Container container) {
    var spec = container.spec();
    return new OutputHub(
        parts.loop(),
        new LogWriter(
            container.files().log(),
            spec.logMaxBytes(),
            spec.logMaxFiles(),
            container.logSignal,
            parts.clock()));
  }

  private Run begin(Container container, Cgroup cgroup, Launched launched, OutputHub hub) {
    @Nullable Fd terminal = launched.terminal().orElse(null);
    var run =
        new Run(launched.pid(), launched.pidfd(), cgroup, terminal, hub, new CompletableFuture<>());
    container.run(run);
    // Not written down: "starting", with the keeper's pid file, says the same to the next engine.
    container.change(container.state().running(launched.pid()));
    runEnd.watch(container, run);
    return run;
  }
}
