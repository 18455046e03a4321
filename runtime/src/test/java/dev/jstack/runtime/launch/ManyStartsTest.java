package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class ManyStartsTest {
  private static final int STARTS = 64;

  private final Launcher launcher = new Launcher();
  private final Fd nothing = Fd.open("/dev/null", Fd.O_RDWR);

  private int run(int code, boolean kept) throws IOException {
    var directory = Files.createTempDirectory("many");
    try (var root = new HostRoot()) {
      var starts = new Starts(root.tree(), new Stdio.Streams(nothing, nothing, nothing));
      starts.sh("exit " + code);
      if (kept) {
        starts.keeper(directory);
      }
      try (var process = launcher.start(starts.request())) {
        return kept ? recorded(directory) : process.await().exitCode();
      }
    } finally {
      for (String name : List.of("pid", "exit", "stdout.tail", "stderr.tail")) {
        Files.deleteIfExists(directory.resolve(name));
      }
      Files.delete(directory);
    }
  }

  private static int recorded(Path directory) throws IOException {
    var exit = directory.resolve("exit");
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.exists(exit));
    return ExitRecord.of(Files.readAllBytes(exit)).exitCode();
  }

  private static long descriptors() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void startsAtOnceFromVirtualThreadsAllEndAndLeaveNothing() throws Exception {
    run(0, true);
    long before = descriptors();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> codes = new ArrayList<>();
      for (int i = 0; i < STARTS; i++) {
        int code = i;
        Callable<Integer> start = () -> run(code, code % 2 == 0);
        codes.add(threads.submit(start));
      }
      for (int i = 0; i < STARTS; i++) {
        assertThat(codes.get(i).get()).isEqualTo(i);
      }
    }
    await().until(() -> descriptors() <= before);
    launcher.close();
  }

  @Test
  void childrenDieWithTheThreadThatLaunchesThem() throws Exception {
    try (var root = new HostRoot()) {
      var starts = new Starts(root.tree(), new Stdio.Streams(nothing, nothing, nothing));
      starts.argv("sleep", "60");
      try (var process = launcher.start(starts.request())) {
        launcher.close();

        assertThat(process.await().exitCode()).isEqualTo(128 + Signal.KILL);
        assertThat(Pidfd.open(process.pid())).isEmpty();
      }
    }
  }
}
