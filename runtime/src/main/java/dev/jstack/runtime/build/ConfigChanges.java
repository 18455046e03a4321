package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.BuildArguments;
import dev.jstack.runtime.dockerfile.Dockerfile;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.ShellLexer;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.RunConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Changes a config by instructions of a Dockerfile that need no file system: {@code -c} of {@code
 * commit} and {@code import}.
 */
public final class ConfigChanges {
  private static final Path NOWHERE = Path.of("/");

  private ConfigChanges() {}

  /** {@code changes} are instructions, {@code CMD ["sh"]}; each sees what those before it did. */
  public static RunConfig apply(RunConfig run, List<String> changes) {
    if (changes.isEmpty()) {
      return run;
    }
    var dockerfile = Dockerfile.parse("FROM scratch\n" + String.join("\n", changes), "--change");
    if (dockerfile.stages().size() != 1) {
      throw invalid("FROM");
    }
    var state = state(run, new ShellLexer(dockerfile.escape()));
    var steps = new ConfigSteps(state, new BuildArguments(Map.of(), Platform.current(), null));
    for (Instruction instruction : dockerfile.stages().getFirst().instructions()) {
      apply(instruction, state, steps);
    }
    return state.run();
  }

  private static StageState state(RunConfig run, ShellLexer lexer) {
    var config = ImageConfig.scratch(Platform.current()).withRun(run);
    var nothing = new Lower.Directory(NOWHERE, NOWHERE);
    var base = new StageResult(config, List.of(), null, null, nothing, Map.of(), null);
    return new StageState(base, lexer, new StepClock(null, null));
  }

  private static void apply(Instruction instruction, StageState state, ConfigSteps steps) {
    switch (instruction) {
      case Instruction.Cmd _,
          Instruction.Entrypoint _,
          Instruction.Env _,
          Instruction.Expose _,
          Instruction.Healthcheck _,
          Instruction.Label _,
          Instruction.OnBuild _,
          Instruction.StopSignal _,
          Instruction.User _,
          Instruction.Volume _ ->
          steps.apply(instruction);
      case Instruction.Workdir workdir ->
          state.run(state.run().withWorkingDir(state.absolute(state.expand(workdir.path()))));
      case Instruction.From _,
          Instruction.Run _,
          Instruction.Copy _,
          Instruction.Add _,
          Instruction.Arg _,
          Instruction.Shell _,
          Instruction.Maintainer _ ->
          throw invalid(instruction.source().text().split("\\s", 2)[0]);
    }
  }

  private static JstackException invalid(String name) {
    return new JstackException(
        name.toLowerCase(Locale.ROOT)
            + " is not a valid change command; expected CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK,"
            + " LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME or WORKDIR");
  }
}
