package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules that need nothing but the text of the stages. */
final class Lint {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)");
  private static final Pattern NO_SECRET = Pattern.compile("(?i)(?:^|_)public(?:_|$)");
  private static final Set<String> RESERVED = Set.of("context", "scratch");

  private final List<Problem> warnings = new ArrayList<>();

  private Lint() {}

  static List<Problem> of(List<Instruction.Arg> globals, List<Stage> stages) {
    var lint = new Lint();
    lint.casing(stages);
    lint.warnings.addAll(FromLint.of(globals, stages));
    var names = new HashSet<String>();
    for (var stage : stages) {
      lint.names(stage, names);
      lint.check(stage);
    }
    return lint.warnings;
  }

  private void names(Stage stage, Set<String> names) {
    var name = stage.name();
    if (name == null) {
      return;
    }
    var from = stage.from();
    if (!names.add(name)) {
      warn(
          from,
          LintRule.DUPLICATE_STAGE_NAME,
          "Duplicate stage name \"" + name + "\", stage names should be unique");
    }
    if (RESERVED.contains(name)) {
      warn(
          from,
          LintRule.RESERVED_STAGE_NAME,
          "Stage name should not use the same name as reserved stage \"" + name + "\"");
    }
  }

  /** Either upper or lower case, whichever most of them have. */
  private void casing(List<Stage> stages) {
    var all = new ArrayList<Instruction>();
    for (var stage : stages) {
      all.add(stage.from());
      all.addAll(stage.instructions());
    }
    long lower = all.stream().map(Lint::verb).filter(v -> v.equals(lower(v))).count();
    long upper = all.stream().map(Lint::verb).filter(v -> v.equals(upper(v))).count();
    boolean mostlyLower = lower > upper;
    for (var each : all) {
      var verb = verb(each);
      if (!verb.equals(mostlyLower ? lower(verb) : upper(verb))) {
        warn(
            each,
            LintRule.CONSISTENT_INSTRUCTION_CASING,
            "Command '"
                + verb
                + "' should match the case of the command majority ("
                + (mostlyLower ? "lowercase" : "uppercase")
                + ")");
      }
    }
  }

  static String verb(Instruction instruction) {
    return Word.plain(instruction.source().text(), 0).getFirst().text();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private void check(Stage stage) {
    boolean ownShell = false;
    boolean settled = false;
    var once = new HashMap<Class<?>, Instruction>();
    for (var instruction : stage.instructions()) {
      switch (instruction) {
        case Instruction.Shell _ -> ownShell = true;
        case Instruction.Cmd cmd -> command(cmd, cmd.command(), ownShell);
        case Instruction.Entrypoint entry -> command(entry, entry.command(), ownShell);
        case Instruction.Env env -> settings(env, "ENV", env.settings());
        case Instruction.Arg arg -> secrets(arg, "ARG", arg.settings());
        case Instruction.Label label -> legacy(label, "LABEL");
        case Instruction.Expose expose -> expose(expose);
        case Instruction.Workdir workdir -> {
          settled = settled || isAbsolute(workdir.path());
          workdir(workdir, settled);
        }
        case Instruction.Maintainer maintainer ->
            warn(
                maintainer,
                LintRule.MAINTAINER_DEPRECATED,
                "Maintainer instruction is deprecated in favor of using label");
        default -> {}
      }
      once(instruction, once);
    }
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/") || path.startsWith("$") || path.matches("[A-Za-z]:.*");
  }

  private void workdir(Instruction.Workdir workdir, boolean settled) {
    if (!settled) {
      warn(
          workdir,
          LintRule.WORKDIR_RELATIVE_PATH,
          "Relative workdir \""
              + workdir.path()
              + "\" can have unexpected results if the base image changes");
    }
  }

  private void command(Instruction instruction, Command command, boolean ownShell) {
    if (command instanceof Command.Line && !ownShell) {
      warn(
          instruction,
          LintRule.JSON_ARGS_RECOMMENDED,
          "JSON arguments recommended for "
              + upper(verb(instruction))
              + " to prevent unintended behavior related to OS signals");
    }
  }

  /** Told of the earlier one, which does nothing. */
  private void once(Instruction instruction, Map<Class<?>, Instruction> once) {
    boolean single =
        instruction instanceof Instruction.Cmd
            || instruction instanceof Instruction.Entrypoint
            || instruction instanceof Instruction.Healthcheck;
    var before = single ? once.put(instruction.getClass(), instruction) : null;
    if (before != null) {
      warn(
          before,
          LintRule.MULTIPLE_INSTRUCTIONS_DISALLOWED,
          "Multiple "
              + verb(instruction)
              + " instructions should not be used in the same stage because only the last one will"
              + " be used");
    }
  }

  private void settings(Instruction instruction, String verb, List<Setting> settings) {
    legacy(instruction, verb);
    secrets(instruction, verb, settings);
  }

  private void legacy(Instruction instruction, String verb) {
    var words = Word.quoted(instruction.source().text(), 0, '\\');
    if (words.size() > 1 && words.get(1).text().indexOf('=') < 0) {
      warn(
          instruction,
          LintRule.LEGACY_KEY_VALUE_FORMAT,
          "\""
              + verb
              + " key=value\" should be used instead of legacy \""
              + verb
              + " key value\" format");
    }
  }

  private void secrets(Instruction instruction, String verb, List<Setting> settings) {
    for (var setting : settings) {
      var name = setting.name();
      if (SECRET.matcher(name).find() && !NO_SECRET.matcher(name).find()) {
        warn(
            instruction,
            LintRule.SECRETS_USED_IN_ARG_OR_ENV,
            "Do not use ARG or ENV instructions for sensitive data ("
                + verb
                + " \""
                + name
                + "\")");
      }
    }
  }

  private void expose(Instruction.Expose expose) {
    for (var port : expose.ports()) {
      int slash = port.indexOf('/');
      var protocol = slash < 0 ? "" : port.substring(slash + 1);
      if (port.indexOf(':') >= 0 && port.indexOf('$') < 0) {
        warn(
            expose,
            LintRule.EXPOSE_INVALID_FORMAT,
            "EXPOSE instruction should not define an IP address or host-port mapping, found '"
                + port
                + "'");
      }
      if (!protocol.equals(lower(protocol)) && protocol.indexOf('$') < 0) {
        warn(
            expose,
            LintRule.EXPOSE_PROTO_CASING,
            "Defined protocol '" + port + "' in EXPOSE instruction should be lowercase");
      }
    }
  }

  private void warn(Instruction instruction, LintRule rule, String message) {
    warnings.add(rule.at(instruction.source().start(), message));
  }
}
