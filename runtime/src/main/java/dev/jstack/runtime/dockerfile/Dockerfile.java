package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Dockerfile: the arguments before the first FROM, and the stages.
 *
 * @param escape the escape character, {@code \} unless a directive says otherwise
 * @param lines as written, for excerpts
 * @param warnings all of them, whatever {@code checks} says
 */
public record Dockerfile(
    String name,
    char escape,
    List<String> lines,
    List<Instruction.Arg> globals,
    List<Stage> stages,
    List<Problem> warnings,
    LintSettings checks) {
  public Dockerfile {
    lines = List.copyOf(lines);
    globals = List.copyOf(globals);
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
  }

  /** Parses; throws {@link SourceException} with all that is wrong, in file order. */
  public static Dockerfile parse(String text, String fileName) {
    return new DockerfileParser(text, fileName).parse();
  }

  /** One ONBUILD trigger of a base image; {@code name} is for messages. */
  public static Instruction parseTrigger(String text, String name) {
    return DockerfileParser.single(text, name);
  }

  /** A stage by its name; letters of either case. */
  public Optional<Stage> stage(String stageName) {
    var lower = stageName.toLowerCase(Locale.ROOT);
    return stages.reversed().stream().filter(stage -> lower.equals(stage.name())).findFirst();
  }

  /** The lines around an instruction, those of the instruction marked, as BuildKit shows them. */
  public String excerpt(int firstLine, int lastLine) {
    return Excerpt.of(name, lines, firstLine, lastLine);
  }
}
