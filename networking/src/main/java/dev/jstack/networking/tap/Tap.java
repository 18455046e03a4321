package dev.jstack.networking.tap;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.address.Taken;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.ProcessStat;
import dev.jstack.runtime.linux.Signal;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The link by which containers without root reach other machines, and the program at its other end.
 * The program outlives the engine, as containers do; the next engine finds it by its note in the
 * run directory. If it dies, it is started again.
 */
public final class Tap {
  static final String LINK = "tap0";

  private static final Path TUN = Path.of("/dev/net/tun");

  /** Of a range for documentation: only its route is looked up, nothing is sent. */
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("203.0.113.1", 9);

  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long PAUSE_NANOS = 2_000_000;
  private static final int SECONDS_BETWEEN = 2;

  private final Path runDir;
  private final Path namespace;
  private final Rtnetlink inside;
  private final Supplier<Collection<Taken>> taken;
  private @Nullable ProcessStat process;
  private List<String> failures = List.of();
  private boolean wanted;

  /**
   * A tap that isn't there yet.
   *
   * @param runDir has the note of the program and its log
   * @param namespace where the bridges are, mounted on this file
   * @param inside about that namespace
   * @param taken the addresses that the tap must keep off
   */
  public Tap(Path runDir, Path namespace, Rtnetlink inside, Supplier<Collection<Taken>> taken) {
    this.runDir = runDir;
    this.namespace = namespace;
    this.inside = inside;
    this.taken = taken;
  }

  /** Returns when the link is up, or when there can be none: {@link #trouble} says why. */
  public synchronized void ensure() {
    wanted = true;
    if (process != null && process.isAlive()) {
      return;
    }
    process = noted().or(this::start).orElse(null);
    if (process != null) {
      failures = List.of();
      watch(process);
    }
  }

  /** Why containers can't reach other machines, with what to do; empty if they can. */
  public synchronized Optional<String> trouble() {
    if (!failures.isEmpty()) {
      return Optional.of(String.join("; ", failures));
    }
    return TapProgram.installed().isEmpty()
        ? Optional.of("neither pasta nor slirp4netns is installed (packages passt and slirp4netns)")
        : Optional.empty();
  }

  /**
   * The host's own address as containers reach it by the tap: that with which it would itself reach
   * other machines. Empty if there is none, or no tap.
   */
  public Optional<InetAddress> hostAddress() {
    if (trouble().isPresent()) {
      return Optional.empty();
    }
    try (var socket = new DatagramSocket()) {
      socket.connect(ANYWHERE);
      return Optional.of(socket.getLocalAddress())
          .filter(address -> !address.isLoopbackAddress() && !address.isAnyLocalAddress());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Ends the program: no container needs it. */
  public synchronized void end() {
    wanted = false;
    process = null;
    try {
      noted().ifPresent(Tap::kill);
      Files.deleteIfExists(note());
    } catch (IOException e) {
      throw new JstackException("cannot remove " + note(), e);
    }
  }

  /** The program goes on, and nobody here cares for it any more. */
  public synchronized void leave() {
    wanted = false;
  }

  private Optional<ProcessStat> noted() {
    return ProcessStat.read(note()).filter(ProcessStat::isAlive);
  }

  private Path note() {
    return runDir.resolve("tap");
  }

  private Optional<ProcessStat> start() {
    var programs = TapProgram.installed();
    var failed = new ArrayList<String>();
    var subnet = TapSubnet.choose(taken.get());
    if (!programs.isEmpty() && !Files.isWritable(TUN)) {
      failures = List.of(TUN + " can't be opened (as root: modprobe tun; chmod 666 " + TUN + ")");
      return Optional.empty();
    }
    for (var program : programs) {
      try {
        return Optional.of(start(program, subnet));
      } catch (JstackException e) {
        failed.add(String.valueOf(e.getMessage()));
      }
    }
    failures = List.copyOf(failed);
    return Optional.empty();
  }

  private ProcessStat start(TapProgram program, Subnet subnet) {
    var log = runDir.resolve("tap.log");
    try {
      var started =
          new ProcessBuilder(program.command(namespace, subnet))
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(log.toFile())
              .start();
      return awaited(started)
          .orElseThrow(() -> new JstackException(program + ": " + TapLog.last(log)));
    } catch (IOException e) {
      throw new JstackException(program + ": " + e.getMessage(), e);
    }
  }

  /** The program once it leads out and is noted; one that doesn't get so far is ended. */
  private Optional<ProcessStat> awaited(Process started) throws IOException {
    boolean noted = false;
    try {
      var stat = ProcessStat.of((int) started.pid());
      if (stat.isEmpty() || !awaitWay(started)) {
        return Optional.empty();
      }
      Files.copy(
          Path.of("/proc/" + started.pid() + "/stat"), note(), StandardCopyOption.REPLACE_EXISTING);
      noted = true;
      return stat;
    } finally {
      if (!noted) {
        started.destroyForcibly();
      }
    }
  }

  private boolean awaitWay(Process program) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!leadsOut()) {
      if (!program.isAlive() || System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  private boolean leadsOut() {
    return inside
        .link(LINK)
        .filter(link ->
            inside.routes().stream()
                .anyMatch(
                    route -> route.device() == link.index() && route.destination().prefix() == 0))
        .isPresent();
  }

  private static void kill(ProcessStat process) {
    try (var pidfd = Pidfd.open(process.pid()).orElse(null)) {
      if (pidfd != null && process.isAlive()) {
        Pidfd.signal(pidfd, Signal.TERM);
      }
    }
  }

  private void watch(ProcessStat program) {
    ProcessHandle.of(program.pid())
        .ifPresent(handle -> {
          var _ = handle.onExit().thenRun(this::ended);
        });
  }

  private synchronized void ended() {
    if (wanted) {
      CompletableFuture.delayedExecutor(SECONDS_BETWEEN, TimeUnit.SECONDS).execute(this::again);
    }
  }

  private synchronized void again() {
    if (wanted) {
      ensure();
      if (process == null) {
        ended();
      }
    }
  }
}
