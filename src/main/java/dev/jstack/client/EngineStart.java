package dev.jstack.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** An engine process that was started and may not answer yet. */
final class EngineStart {
  /** What the engine's script exits with when another engine serves the run directory. */
  private static final int ANOTHER_SERVES = 75;

  private final Process process;
  private final Path log;
  private final long logBefore;

  private EngineStart(Process process, Path log, long logBefore) {
    this.process = process;
    this.log = log;
    this.logBefore = logBefore;
  }

  /** Starts the engine's process: nothing of the user's environment, terminal or pipes is in it. */
  static EngineStart now(Directories directories, boolean rootless) throws IOException {
    var script = Build.home().resolve("lib/engine");
    if (!Files.isExecutable(script)) {
      throw new IOException("incomplete installation: " + script + " is missing");
    }
    var run = directories.run();
    Files.createDirectories(
        run, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    var log = directories.log().toFile();
    long before = log.length();
    var builder = new ProcessBuilder(script.toString());
    builder.directory(new File("/"));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.redirectErrorStream(true);
    fill(builder.environment(), directories, rootless);
    return new EngineStart(builder.start(), log.toPath(), before);
  }

  private static void fill(
      Map<String, String> environment, Directories directories, boolean rootless) {
    var home = environment.getOrDefault("HOME", "/root");
    environment.clear();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", rootless ? home : "/root");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("JSTACK_STATE_DIR", directories.state().toString());
    environment.put("JSTACK_RUN_DIR", directories.run().toString());
  }

  /** Whether the process ended because another one was first, which has ended meanwhile too. */
  boolean hasLostTheRace() {
    return !process.isAlive() && process.exitValue() == ANOTHER_SERVES;
  }

  /** Fails with the engine's own last words when it could not start. */
  void check() throws IOException {
    if (!process.isAlive() && process.exitValue() != ANOTHER_SERVES) {
      throw new IOException("the engine could not start: " + lastWords());
    }
  }

  private String lastWords() throws IOException {
    try (var in = Files.newInputStream(log)) {
      in.skipNBytes(Math.min(logBefore, Files.size(log)));
      var text = new String(in.readNBytes(8192), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "exit code " + process.exitValue() + ", see " + log : text;
    }
  }
}
