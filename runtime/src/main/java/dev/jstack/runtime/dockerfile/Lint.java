package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is allowed in a Dockerfile but rarely meant; BuildKit's names and words. */
final class Lint {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)");
  private static final Pattern NO_SECRET = Pattern.compile("(?i)(?:^|_)public(?:_|$)");

  private final List<Problem> warnings = new ArrayList<>();

  private Lint() {}

  static List<Problem> of(List<Stage> stages) {
    var lint = new Lint();
    var names = new HashSet<String>();
    for (var stage : stages) {
      var name = stage.name();
      if (name != null && !names.add(name)) {
        lint.warn(stage.from(), "DuplicateStageName: stage name \"" + name + "\" is there already");
      }
      lint.check(stage);
    }
    return lint.warnings;
  }

  private void check(Stage stage) {
    boolean ownShell = false;
    var once = new HashSet<Class<?>>();
    for (var instruction : stage.instructions()) {
      switch (instruction) {
        case Instruction.Shell _ -> ownShell = true;
        case Instruction.Cmd cmd -> command(cmd, "CMD", cmd.command(), ownShell, once);
        case Instruction.Entrypoint entry ->
            command(entry, "ENTRYPOINT", entry.command(), ownShell, once);
        case Instruction.Env env -> secrets(env, "ENV", env.settings());
        case Instruction.Arg arg -> secrets(arg, "ARG", arg.settings());
        case Instruction.Maintainer maintainer ->
            warn(
                maintainer,
                "MaintainerDeprecated: write LABEL org.opencontainers.image.authors instead");
        default -> {}
      }
    }
  }

  private void command(
      Instruction instruction, String verb, Command command, boolean ownShell, Set<Class<?>> once) {
    if (command instanceof Command.Line && !ownShell) {
      warn(
          instruction,
          "JSONArgsRecommended: write the arguments of "
              + verb
              + " as a JSON array, as a shell does not pass signals on");
    }
    if (!once.add(instruction.getClass())) {
      warn(
          instruction,
          "MultipleInstructionsDisallowed: only the last " + verb + " of a stage is used");
    }
  }

  private void secrets(Instruction instruction, String verb, List<Setting> settings) {
    for (var setting : settings) {
      var name = setting.name();
      if (SECRET.matcher(name).find() && !NO_SECRET.matcher(name).find()) {
        warn(
            instruction,
            "SecretsUsedInArgOrEnv: "
                + verb
                + " \""
                + name
                + "\" stays in the image; use RUN --mount=type=secret");
      }
    }
  }

  private void warn(Instruction instruction, String message) {
    warnings.add(new Problem(instruction.source().start(), message));
  }
}
