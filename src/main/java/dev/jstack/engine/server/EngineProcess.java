package dev.jstack.engine.server;

import dev.jstack.client.Build;
import dev.jstack.client.Directories;
import dev.jstack.engine.Engine;
import dev.jstack.engine.EngineControl;
import dev.jstack.engine.rootless.Anchor;
import dev.jstack.runtime.linux.OwnProcess;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The process of an engine, from taking the lock to the orderly end. */
public final class EngineProcess implements EngineControl {
  /** Exit code: another engine serves the run directory, and answers. */
  public static final int ANOTHER_SERVES = 75;

  /** How long running commands may take when a newer engine is to take over. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(45);

  private final Directories directories;
  private final Build build = Build.own();
  private final Activity activity = new Activity();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final long started = System.nanoTime();
  private @Nullable Engine engine;

  public EngineProcess(Directories directories) {
    this.directories = directories;
  }

  /** Serves until something ends it; returns the process's exit code. */
  public int run(CommandRunner runner) throws IOException, InterruptedException {
    OwnProcess.newSession();
    OwnProcess.shareFairly();
    Files.createDirectories(directories.run());
    if (System.getenv(CrashLog.RESTARTED) != null) {
      Thread.sleep(new CrashLog(directories.run()).record(Instant.now()));
    }
    var lock = lock();
    if (lock.isEmpty()) {
      return ANOTHER_SERVES;
    }
    if (System.getenv(Caller.ROOTLESS) != null) {
      Anchor.note(directories.run());
    }
    try (var _ = lock.get();
        var opened = Engine.open(directories.state(), directories.run())) {
      engine = opened;
      serve(runner, opened);
    }
    return 0;
  }

  /** The services; only while {@link #run} is serving. */
  public Engine engine() {
    if (engine == null) {
      throw new IllegalStateException("engine isn't open");
    }
    return engine;
  }

  @Override
  public Status status() {
    return new Status(
        ProcessHandle.current().pid(),
        build.toString(),
        Duration.ofNanos(System.nanoTime() - started),
        activity.commands(),
        residentBytes());
  }

  @Override
  public void stop() {
    stopping.countDown();
  }

  /** Answers first: whoever started the engine waits for that, and for nothing after it. */
  private void serve(CommandRunner runner, Engine opened) throws IOException, InterruptedException {
    try (var server = Server.open(directories.socket(), build, runner, activity, this::stop);
        var housekeeping = new Housekeeping(activity, opened::idle, this::stop)) {
      OwnProcess.hide();
      try (var _ = Lifeline.start(directories)) {
        housekeeping.start();
        Thread.ofPlatform().daemon().name("adopt").start(opened::adopt);
        stopping.await();
        server.refuse();
        server.awaitCommands(PATIENCE);
      }
    }
  }

  /** Waits for an engine that is ending; gives up when the other one answers. */
  private Optional<EngineLock> lock() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
    while (true) {
      var lock = EngineLock.take(directories.run());
      if (lock.isPresent() || answers(directories.socket()) || System.nanoTime() > deadline) {
        return lock;
      }
      Thread.sleep(20);
    }
  }

  private static boolean answers(Path socket) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }

  private static long residentBytes() {
    try {
      var pages = Files.readString(Path.of("/proc/self/statm")).split(" ", 3)[1];
      return Long.parseLong(pages) * 4096;
    } catch (IOException e) {
      return 0;
    }
  }
}
