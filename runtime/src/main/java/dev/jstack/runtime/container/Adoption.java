package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.Cgroup;
import dev.jstack.runtime.container.output.LogWriter;
import dev.jstack.runtime.container.output.OutputHub;
import dev.jstack.runtime.container.output.StdStream;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.ProcessStat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what an earlier engine left. It believes, in this order: an exit record; the pid file,
 * if that process still exists and was started when it says; the members of the cgroup.
 */
final class Adoption {
  private static final Set<String> OUR_OWN = Set.of("engine", "keepers", "default-devices");

  private final RuntimeParts parts;
  private final RunEnd runEnd;

  Adoption(RuntimeParts parts, RunEnd runEnd) {
    this.parts = parts;
    this.runEnd = runEnd;
  }

  List<Container> adopt() {
    var adopted = new ArrayList<Container>();
    var ended = new ArrayList<Container>();
    for (var loaded : parts.store().load()) {
      adopted.add(loaded.container());
      if (loaded.state().state().status().isAlive() && !takeOver(loaded)) {
        ended.add(loaded.container());
      }
    }
    sweep(adopted);
    ended.forEach(this::tell);
    return adopted;
  }

  private void tell(Container container) {
    var state = container.state();
    var exit =
        new ExitRecord(
            state.exitCode(), state.exitKnown(), state.oomKilled(), parts.clock().instant());
    Thread.ofVirtual().name("jstack-exit").start(() -> parts.listener().exited(container, exit));
  }

  /** True if it runs. */
  private boolean takeOver(ContainerStore.Loaded loaded) {
    var container = loaded.container();
    var cgroup = parts.cgroups().reopen(loaded.state().cgroup());
    var process =
        loaded.state().isOfThisBoot() && !Files.exists(container.files().exit())
            ? process(container, cgroup)
            : Optional.<ProcessStat>empty();
    var pidfd = process.flatMap(stat -> Pidfd.open(stat.pid()));
    if (process.isEmpty() || pidfd.isEmpty() || !process.get().isAlive()) {
      pidfd.ifPresent(Fd::close);
      settle(loaded, cgroup);
      return false;
    }
    goOn(container, cgroup, loaded.state().cgroup(), process.get(), pidfd.get());
    return true;
  }

  private static Optional<ProcessStat> process(Container container, Cgroup cgroup) {
    var noted = ProcessStat.read(container.files().pid());
    if (noted.isPresent()) {
      return noted.filter(ProcessStat::isAlive);
    }
    return cgroup.members().stream().findFirst().flatMap(ProcessStat::of);
  }

  /** It ended while nobody looked: its last output goes to the log, its state says how it ended. */
  private void settle(ContainerStore.Loaded loaded, Cgroup cgroup) {
    var container = loaded.container();
    if (loaded.state().isOfThisBoot()) {
      saveRest(container);
    }
    boolean started = Files.exists(container.files().pid());
    var exit = runEnd.record(container, cgroup.oomKills() > 0);
    RunEnd.discard(container, cgroup);
    var state =
        started || loaded.state().state().status() != Status.STARTING
            ? container.state().exited(exit)
            : container.state().failed(125, "jstack ended while it was starting", exit.at());
    parts.store().note(container, state, Map.of());
  }

  private void saveRest(Container container) {
    try (var log = log(container)) {
      for (var stream : StdStream.values()) {
        byte[] rest = RunEnd.tail(container, stream);
        if (rest.length > 0) {
          log.append(stream, rest);
        }
      }
      log.finish();
    }
  }

  /** {@code noted} are the cgroup's directories that were written down: a change comes after. */
  private void goOn(
      Container container,
      Cgroup cgroup,
      Map<String, String> noted,
      ProcessStat process,
      Fd pidfd) {
    var hub = new OutputHub(parts.loop(), log(container));
    @Nullable Fd terminal = read(container, process, hub);
    var run = new Run(process.pid(), pidfd, cgroup, terminal, hub, new CompletableFuture<>());
    container.run(run);
    var state = container.state();
    if (state.status() == Status.STARTING) {
      state = state.running(process.pid());
    }
    parts.store().note(container, state, cgroup.directories());
    if (!cgroup.directories().equals(noted)) {
      cgroup.gather();
    }
    runEnd.watch(container, run);
  }

  /** Reads on where the earlier engine stopped; the terminal, if it has one and it is there. */
  private static @Nullable Fd read(Container container, ProcessStat process, OutputHub hub) {
    if (container.spec().process().tty()) {
      @Nullable Fd terminal = terminal(process).orElse(null);
      if (terminal != null) {
        Terminals.read(terminal, hub);
      }
      return terminal;
    }
    for (var stream : StdStream.values()) {
      reopen(container.files().fifo(stream)).ifPresent(fifo -> hub.read(fifo, stream));
    }
    return null;
  }

  private static Optional<Fd> reopen(Path fifo) {
    return Files.exists(fifo)
        ? Optional.of(Fd.open(fifo.toString(), Fd.O_RDONLY | Fd.O_NONBLOCK))
        : Optional.empty();
  }

  /** The keeper has the master; it is the only terminal it has. */
  private static Optional<Fd> terminal(ProcessStat process) {
    var keeper = ProcessStat.of(process.pid()).map(ProcessStat::parent).orElse(0);
    var number = Terminals.masterOf(keeper);
    var pidfd = number.isPresent() ? Pidfd.open(keeper) : Optional.<Fd>empty();
    if (pidfd.isEmpty() || number.isEmpty()) {
      return Optional.empty();
    }
    try (var opened = pidfd.get()) {
      return Optional.of(Pidfd.take(opened, number.getAsInt()));
    }
  }

  private LogWriter log(Container container) {
    return new LogWriter(
        container.files().log(),
        container.spec().logMaxBytes(),
        container.spec().logMaxFiles(),
        container.logSignal,
        parts.clock());
  }

  /** Build steps and half-made starts of an engine that is gone: nobody will miss them. */
  private void sweep(List<Container> adopted) {
    var living =
        adopted.stream()
            .filter(container -> container.run() != null)
            .map(Container::id)
            .collect(Collectors.toSet());
    for (String name : parts.cgroups().names()) {
      boolean known = living.contains(name) || parts.store().isUnreadable(name);
      if (!known && !OUR_OWN.contains(name)) {
        discard(parts.cgroups().find(name));
      }
    }
  }

  private static void discard(Cgroup orphan) {
    try {
      orphan.kill();
      orphan.remove();
    } catch (JstackException e) {
      // A process that can't be killed now keeps its cgroup until the next engine tries.
    }
  }
}
