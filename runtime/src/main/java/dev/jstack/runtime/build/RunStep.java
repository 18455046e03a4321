package dev.jstack.runtime.build;

import dev.jstack.runtime.build.cache.StepInputs;
import dev.jstack.runtime.build.request.EnvList;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.image.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RUN: its key, its environment, its place in the history. */
final class RunStep implements LayerStep.Inputs {
  private final BuildSession session;
  private final StageState state;
  private final Instruction.Run run;
  private final RunCommand command;
  private final int stage;
  private StepMounts mounts = new StepMounts(List.of());

  RunStep(BuildSession session, StageState state, Instruction.Run run, int stage) {
    this.session = session;
    this.state = state;
    this.run = run;
    this.command = RunCommand.of(run, state.shell());
    this.stage = stage;
  }

  void run(String name) {
    Emulation.require(state.platform());
    new LayerStep(session, state, name, createdBy(), state.onHost())
        .run(this, new StepProcess(session, state, run, command, () -> mounts, environment()));
  }

  /** What the program and nothing else depends on. */
  @Override
  public Digest key() {
    var hash = new KeyHash("run").add(state.identity()).add(command.argv()).add(command.script());
    hash.add(EnvList.list(declared())).add(state.workingDir()).add(state.run().user());
    mounts = StepMounts.of(session, state, run, stage);
    mounts.addTo(hash);
    return hash.digest();
  }

  @Override
  public void describe(StepInputs inputs) {
    inputs.add(StepInputs.INSTRUCTION, "RUN " + String.join(" ", command.argv()));
    inputs.addHidden("here-document", command.script());
    declared().forEach((name, value) -> inputs.addHidden(StepInputs.VARIABLE + name, value));
    inputs.add("working directory", state.workingDir()).add("user", state.run().user());
    for (var mount : mounts.list()) {
      var hash = new KeyHash("mount");
      new StepMounts(List.of(mount)).addTo(hash);
      inputs.add("mount at " + mount.target(), hash.digest());
    }
  }

  /** ENV over ARG; what the key holds. */
  private Map<String, String> declared() {
    var environment = new LinkedHashMap<String, String>();
    environment.put("PATH", EnvList.DEFAULT_PATH);
    environment.putAll(state.variables());
    return environment;
  }

  /** Proxy settings are seen without being part of the key. */
  private Map<String, String> environment() {
    var environment = new LinkedHashMap<>(session.arguments().proxies());
    environment.putAll(declared());
    return environment;
  }

  private String createdBy() {
    var words = new ArrayList<String>();
    var arguments = state.declarations();
    if (!arguments.isEmpty()) {
      words.add("|" + arguments.size());
      words.addAll(arguments);
    }
    words.addAll(command.argv());
    return "RUN " + String.join(" ", List.copyOf(words)) + " # buildkit";
  }
}
