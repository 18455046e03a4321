package dev.jstack.runtime.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an image says about running it: the {@code config} object of the OCI image config, with
 * Docker's Healthcheck, OnBuild and Shell.
 *
 * @param user {@code name|uid[:group|gid]}, empty for root
 * @param exposedPorts {@code 80/tcp}
 * @param env {@code NAME=value} in order, each name once
 * @param entrypoint null where none was set, which differs from an empty one
 * @param cmd likewise
 * @param volumes paths that get an anonymous volume
 * @param workingDir absolute, or empty for the root directory
 * @param stopSignal empty for SIGTERM
 * @param shell of shell-form instructions; null is {@code /bin/sh -c}
 */
public record RunConfig(
    String user,
    List<String> exposedPorts,
    List<String> env,
    @Nullable List<String> entrypoint,
    @Nullable List<String> cmd,
    List<String> volumes,
    String workingDir,
    Map<String, String> labels,
    String stopSignal,
    @Nullable Healthcheck healthcheck,
    List<String> onBuild,
    @Nullable List<String> shell) {
  /** Nothing set. */
  public static final RunConfig EMPTY =
      new RunConfig(
          "", List.of(), List.of(), null, null, List.of(), "", Map.of(), "", null, List.of(), null);

  public RunConfig {
    exposedPorts = List.copyOf(exposedPorts);
    env = List.copyOf(env);
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    cmd = cmd == null ? null : List.copyOf(cmd);
    volumes = List.copyOf(volumes);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    onBuild = List.copyOf(onBuild);
    shell = shell == null ? null : List.copyOf(shell);
  }

  public RunConfig withUser(String user) {
    return with(draft -> draft.user = user);
  }

  public RunConfig withExposedPorts(List<String> exposedPorts) {
    return with(draft -> draft.exposedPorts = exposedPorts);
  }

  public RunConfig withEnv(List<String> env) {
    return with(draft -> draft.env = env);
  }

  public RunConfig withEntrypoint(@Nullable List<String> entrypoint) {
    return with(draft -> draft.entrypoint = entrypoint);
  }

  public RunConfig withCmd(@Nullable List<String> cmd) {
    return with(draft -> draft.cmd = cmd);
  }

  public RunConfig withVolumes(List<String> volumes) {
    return with(draft -> draft.volumes = volumes);
  }

  public RunConfig withWorkingDir(String workingDir) {
    return with(draft -> draft.workingDir = workingDir);
  }

  public RunConfig withLabels(Map<String, String> labels) {
    return with(draft -> draft.labels = labels);
  }

  public RunConfig withStopSignal(String stopSignal) {
    return with(draft -> draft.stopSignal = stopSignal);
  }

  public RunConfig withHealthcheck(@Nullable Healthcheck healthcheck) {
    return with(draft -> draft.healthcheck = healthcheck);
  }

  public RunConfig withOnBuild(List<String> onBuild) {
    return with(draft -> draft.onBuild = onBuild);
  }

  public RunConfig withShell(@Nullable List<String> shell) {
    return with(draft -> draft.shell = shell);
  }

  private RunConfig with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** A copy to change some of many components in. */
  private static final class Draft {
    private String user;
    private List<String> exposedPorts;
    private List<String> env;
    private @Nullable List<String> entrypoint;
    private @Nullable List<String> cmd;
    private List<String> volumes;
    private String workingDir;
    private Map<String, String> labels;
    private String stopSignal;
    private @Nullable Healthcheck healthcheck;
    private List<String> onBuild;
    private @Nullable List<String> shell;

    private Draft(RunConfig of) {
      user = of.user;
      exposedPorts = of.exposedPorts;
      env = of.env;
      entrypoint = of.entrypoint;
      cmd = of.cmd;
      volumes = of.volumes;
      workingDir = of.workingDir;
      labels = of.labels;
      stopSignal = of.stopSignal;
      healthcheck = of.healthcheck;
      onBuild = of.onBuild;
      shell = of.shell;
    }

    private RunConfig done() {
      return new RunConfig(
          user,
          exposedPorts,
          env,
          entrypoint,
          cmd,
          volumes,
          workingDir,
          labels,
          stopSignal,
          healthcheck,
          onBuild,
          shell);
    }
  }
}
