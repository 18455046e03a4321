package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One logical line to one instruction. */
final class InstructionParser {
  private static final List<String> NAMES =
      List.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");
  private static final Set<String> NOT_ON_BUILD = Set.of("ONBUILD", "FROM", "MAINTAINER");
  private static final Set<String> RUN_NETWORKS = Set.of("default", "none", "host");
  private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9-_.]*");

  private final char escape;

  InstructionParser(char escape) {
    this.escape = escape;
  }

  /** Throws a SourceException with one problem. */
  Instruction parse(LogicalLine line) {
    var arguments = Arguments.of(line, escape);
    var source = arguments.source();
    return switch (arguments.name()) {
      case "FROM" -> from(arguments);
      case "RUN" -> run(arguments);
      case "COPY" -> FileSetParser.copy(arguments);
      case "ADD" -> FileSetParser.add(arguments);
      case "HEALTHCHECK" -> HealthcheckParser.parse(arguments);
      case "ONBUILD" -> onBuild(arguments);
      case "ENV" -> new Instruction.Env(source, Settings.required(plain(arguments)));
      case "LABEL" -> new Instruction.Label(source, Settings.required(plain(arguments)));
      case "ARG" -> new Instruction.Arg(source, Settings.optional(plain(arguments)));
      case "WORKDIR" -> new Instruction.Workdir(source, plain(arguments).one());
      case "USER" -> new Instruction.User(source, plain(arguments).one());
      case "STOPSIGNAL" -> new Instruction.StopSignal(source, plain(arguments).one());
      case "MAINTAINER" -> new Instruction.Maintainer(source, plain(arguments).one());
      case "EXPOSE" -> new Instruction.Expose(source, atLeastOne(arguments, false));
      case "VOLUME" -> volume(arguments);
      case "SHELL" -> shell(arguments);
      case "CMD" -> new Instruction.Cmd(source, plain(arguments).command());
      case "ENTRYPOINT" -> new Instruction.Entrypoint(source, plain(arguments).command());
      default -> throw unknown(line, arguments.name());
    };
  }

  private static JstackException unknown(LogicalLine line, String name) {
    return line.fault(0, "unknown instruction: " + name, Suggestion.hint(name, NAMES));
  }

  private static Arguments plain(Arguments arguments) {
    arguments.flags().check(Set.of(), Set.of());
    return arguments;
  }

  private static List<String> atLeastOne(Arguments arguments, boolean json) {
    var plain = plain(arguments);
    var words = json ? plain.jsonOrWords() : plain.words().stream().map(Word::text).toList();
    if (words.isEmpty()) {
      throw arguments.fault(arguments.name() + " requires at least one argument");
    }
    return words;
  }

  private static Instruction from(Arguments arguments) {
    arguments.flags().check(Set.of("platform"), Set.of());
    var words = arguments.words();
    boolean named = words.size() == 3 && words.get(1).text().equalsIgnoreCase("AS");
    if (words.size() != 1 && !named) {
      throw arguments.fault("FROM requires either one or three arguments");
    }
    return new Instruction.From(
        arguments.source(),
        words.getFirst().text(),
        arguments.flags().value("platform").orElse(null),
        named ? stageName(arguments, words.get(2)) : null);
  }

  private static @Nullable String stageName(Arguments arguments, Word word) {
    var name = word.text().toLowerCase(Locale.ROOT);
    if (!STAGE_NAME.matcher(name).matches()) {
      throw arguments
          .line()
          .fault(
              word.offset(),
              "invalid name for build stage: \""
                  + word.text()
                  + "\", name can't start with a number or contain symbols");
    }
    return name;
  }

  private static Instruction run(Arguments arguments) {
    var flags = arguments.flags();
    flags.check(Set.of("network", "security"), Set.of("mount", "device"));
    var network = flags.value("network").orElse(null);
    if (network != null && !RUN_NETWORKS.contains(network)) {
      throw arguments
          .line()
          .fault(
              flags.offset("network"),
              "invalid network mode: \"" + network + "\"",
              Suggestion.hint(network, RUN_NETWORKS));
    }
    if (flags.value("security").orElse("sandbox").equals("insecure")) {
      throw arguments
          .line()
          .fault(flags.offset("security"), "security mode insecure is not supported");
    }
    if (arguments.text().isEmpty()) {
      throw arguments.fault("RUN requires at least one argument");
    }
    return new Instruction.Run(
        arguments.source(),
        arguments.command(),
        List.copyOf(arguments.line().documents()),
        mounts(arguments),
        network);
  }

  private static List<RunMount> mounts(Arguments arguments) {
    try {
      return arguments.flags().values("mount").stream().map(RunMount::parse).toList();
    } catch (dev.jstack.runtime.SourceException e) {
      throw e;
    } catch (JstackException e) {
      throw arguments
          .line()
          .fault(
              arguments.flags().offset("mount"),
              String.valueOf(e.getMessage()),
              e.hint().orElse(null));
    }
  }

  private static Instruction volume(Arguments arguments) {
    var paths = atLeastOne(arguments, true);
    if (paths.stream().anyMatch(String::isBlank)) {
      throw arguments.fault("VOLUME specified can not be an empty string");
    }
    return new Instruction.Volume(arguments.source(), List.copyOf(paths));
  }

  private static Instruction shell(Arguments arguments) {
    var shell = plain(arguments).json();
    if (shell.isEmpty()) {
      throw arguments.fault("SHELL requires the arguments to be in JSON form");
    }
    if (shell.get().isEmpty()) {
      throw arguments.fault("SHELL requires at least one argument");
    }
    return new Instruction.Shell(arguments.source(), shell.get());
  }

  /** The trigger is parsed for its faults, and kept as text. */
  private Instruction onBuild(Arguments arguments) {
    var text = plain(arguments).text();
    if (text.isEmpty()) {
      throw arguments.fault("ONBUILD requires at least one argument");
    }
    var line = arguments.line();
    int offset = line.text().indexOf(text);
    var inner = LogicalLine.of(line.at(offset), text);
    var name = Arguments.of(inner, escape).name();
    if (NOT_ON_BUILD.contains(name)) {
      throw line.fault(
          offset,
          name.equals("ONBUILD")
              ? "chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"
              : name + " isn't allowed as an ONBUILD trigger");
    }
    parse(inner);
    return new Instruction.OnBuild(arguments.source(), withDocuments(text, line.documents()));
  }

  private static String withDocuments(String text, List<Heredoc> documents) {
    var all = new StringBuilder(text);
    for (var document : documents) {
      all.append('\n').append(document.content()).append(document.name());
    }
    return all.toString();
  }
}
