package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.EnvList;
import dev.jstack.runtime.build.source.WorkPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The installed {@code git}, so started that neither the machine's nor a repository's settings make
 * it do anything but fetch and check out: no hooks, no templates, no helpers, no questions, and no
 * transport but those of the network.
 */
final class GitProgram {
  private static final String PROTOCOLS = "https:http:ssh:git";
  private static final List<String> SETTINGS =
      List.of(
          "core.hooksPath=/dev/null",
          "core.fsmonitor=false",
          "core.autocrlf=false",
          "core.symlinks=true",
          "credential.helper=",
          "init.defaultBranch=main",
          "init.templateDir=",
          "advice.detachedHead=false",
          "gc.auto=0",
          "maintenance.auto=false",
          "protocol.ext.allow=never",
          "protocol.file.allow=never",
          "http.followRedirects=initial");

  private static final Pattern PASSWORD = Pattern.compile("(?<=://)[^/@ ]*@");

  private final WorkPlace work;
  private final Path directory;
  private final RemoteAccess access;

  /** Runs in {@code directory}, which is in {@code work} and ours alone. */
  GitProgram(WorkPlace work, Path directory, RemoteAccess access) {
    this.work = work;
    this.directory = directory;
    this.access = access;
  }

  /** Standard output; a failure is an error with what git says. */
  String run(String... words) {
    var result = start(List.of(words));
    if (result.exitCode != 0) {
      throw new JstackException("git " + words[0] + ": " + reason(result));
    }
    return result.output;
  }

  boolean succeeds(String... words) {
    return start(List.of(words)).exitCode == 0;
  }

  private record Result(int exitCode, String output, String errors) {}

  private static String reason(Result result) {
    var lines = result.errors.isBlank() ? result.output : result.errors;
    return lines.isBlank()
        ? "exit code " + result.exitCode
        : PASSWORD.matcher(lines.strip().replace('\n', ' ')).replaceAll("");
  }

  private Result start(List<String> words) {
    var command = new ArrayList<String>(List.of("git"));
    for (var setting : SETTINGS) {
      command.add("-c");
      command.add(setting);
    }
    command.addAll(words);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    environment(builder.environment());
    var errors = work.path().resolve("git.errors").toFile();
    builder.redirectError(errors).redirectInput(Path.of("/dev/null").toFile());
    try {
      var process = builder.start();
      try {
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return new Result(exit, output, Files.readString(errors.toPath()));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("build cancelled", e);
    } catch (IOException e) {
      throw new JstackException(
          "cannot run git: " + e.getMessage(), "install git, or use a directory", e);
    }
  }

  private void environment(Map<String, String> environment) {
    var path = environment.getOrDefault("PATH", EnvList.DEFAULT_PATH);
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", work.path().toString());
    environment.put("LC_ALL", "C");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_ASKPASS", "true");
    environment.put("GIT_ALLOW_PROTOCOL", PROTOCOLS);
    environment.put("GIT_ATTR_NOSYSTEM", "1");
    environment.putAll(access.gitEnvironment());
  }
}
