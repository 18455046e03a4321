package dev.jstack.engine.server;

import dev.jstack.client.Build;
import dev.jstack.client.Directories;
import dev.jstack.runtime.launch.Guardian;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.Pipe;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds the guardian back: a pipe that it reads. When this process dies without a word, the
 * kernel closes the pipe and the guardian becomes the next engine.
 */
final class Lifeline implements AutoCloseable {
  private static final byte[] ORDERLY_END = {'.'};

  private final FileOutput end;

  private Lifeline(FileOutput end) {
    this.end = end;
  }

  /** Starts the guardian, which would start an engine for the same directories. */
  static Lifeline start(Directories directories) {
    var pipe = Pipe.open(0);
    try (var reader = pipe.reader();
        var log =
            Fd.open(directories.log().toString(), Fd.O_WRONLY | Fd.O_APPEND | Fd.O_CREAT, 0600)) {
      var script = Build.home().resolve("lib/engine").toString();
      var _ = Guardian.spawn(reader, List.of(script), environment(directories), log);
      return new Lifeline(new FileOutput(pipe.writer()));
    }
  }

  /** Ends the guardian: this process ends in order. */
  @Override
  public void close() {
    try (end) {
      end.write(ORDERLY_END, 0, 1);
    }
  }

  private static List<String> environment(Directories directories) {
    var all = new ArrayList<String>();
    var outside = System.getenv(Caller.ROOTLESS);
    if (outside != null) {
      all.add(Caller.ROOTLESS + "=" + outside);
    }
    all.addAll(
        List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME=" + System.getenv().getOrDefault("HOME", "/root"),
            "LC_ALL=C.UTF-8",
            "JSTACK_STATE_DIR=" + directories.state(),
            "JSTACK_RUN_DIR=" + directories.run(),
            CrashLog.RESTARTED + "=1"));
    return all;
  }
}
