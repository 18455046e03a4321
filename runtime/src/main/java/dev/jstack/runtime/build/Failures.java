package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.dockerfile.Dockerfile;
import dev.jstack.runtime.dockerfile.Excerpt;
import dev.jstack.runtime.dockerfile.Source;
import java.util.List;
import java.util.stream.Collectors;

/** Errors of steps with the Dockerfile around them. */
final class Failures {
  private static final String RULE = "------\n";

  private Failures() {}

  /** All that is wrong with a Dockerfile, each with its surroundings. */
  static BuildException of(BuildSource source, SourceException cause) {
    var block =
        cause.problems().stream()
            .filter(problem -> problem.location().line() > 0)
            .map(problem -> Excerpt.of(source.text(), problem))
            .collect(Collectors.joining());
    var message =
        cause.problems().stream().map(Failures::message).collect(Collectors.joining("\n"));
    return new BuildException(message, block, cause);
  }

  private static String message(Problem problem) {
    var hint = problem.hint() == null ? "" : " (" + problem.hint() + ")";
    int line = problem.location().line();
    return (line > 0 ? "dockerfile parse error on line " + line + ": " : "")
        + problem.message()
        + hint;
  }

  /** {@code step} is empty for an instruction that is none. */
  static BuildException at(
      Dockerfile dockerfile, Source source, String step, JstackException cause) {
    var hint = cause.hint().map(text -> "; " + text).orElse("");
    return new BuildException(
        cause.getMessage() + hint, block(dockerfile, source, step, List.of()), cause);
  }

  /** A program of a RUN that failed, with its last lines. */
  static BuildException ofRun(
      Dockerfile dockerfile, Source source, String step, List<String> tail, String message) {
    return new BuildException(message, block(dockerfile, source, step, tail), null);
  }

  private static String block(
      Dockerfile dockerfile, Source source, String step, List<String> tail) {
    var block = new StringBuilder();
    if (!step.isEmpty()) {
      block.append(RULE).append(" > ").append(step).append(":\n");
      tail.forEach(line -> block.append(line).append('\n'));
      block.append(RULE);
    }
    return block.append(dockerfile.excerpt(source.firstLine(), source.lastLine())).toString();
  }
}
