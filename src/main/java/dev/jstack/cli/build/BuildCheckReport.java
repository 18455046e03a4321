package dev.jstack.cli.build;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.console.Table;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.build.graph.BuildOutline;
import dev.jstack.runtime.dockerfile.LintRule;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** What {@code --call} prints: the warnings, the targets or the arguments of a Dockerfile. */
public final class BuildCheckReport {
  private final BuildOutline outline;
  private final PrintStream out;

  public BuildCheckReport(BuildOutline outline, PrintStream out) {
    this.outline = outline;
    this.out = out;
  }

  /** Prints one of them; the exit code tells whether there is something to be done. */
  public int print(String call) {
    return switch (call) {
      case "check", "lint" -> check();
      case "targets" -> targets();
      case "outline" -> outline();
      default ->
          throw new JstackException(
              "--call: unknown \"" + call + "\"",
              "expected build, check, outline or targets",
              null);
    };
  }

  private int check() {
    List<Problem> warnings = outline.warnings();
    out.println(
        "Check complete, "
            + switch (warnings.size()) {
              case 0 -> "no warnings found.";
              case 1 -> "1 warning has been found!";
              default -> warnings.size() + " warnings have been found!";
            });
    for (Problem warning : warnings) {
      out.println();
      LintRule.of(warning)
          .ifPresentOrElse(
              rule -> {
                out.println("WARNING: " + rule.title() + " - " + rule.address());
                out.println(rule.text(warning));
              },
              () -> out.println("WARNING: " + warning.message()));
      int line = warning.location().line();
      if (line > 0) {
        out.print(outline.dockerfile().excerpt(line, line));
      }
    }
    return warnings.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private int targets() {
    List<String> names = outline.targets();
    Table table = new Table("TARGET", "DESCRIPTION");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean last = i == names.size() - 1;
      table.row(name.isEmpty() ? "(default)" : last ? name + " (default)" : name, "");
    }
    out.print(table);
    return ExitCode.OK;
  }

  private int outline() {
    out.println("TARGET: " + (outline.target().isEmpty() ? "(default)" : outline.target()));
    if (!outline.arguments().isEmpty()) {
      out.println();
      Table table = new Table("BUILD ARG", "VALUE");
      outline.arguments().forEach((name, value) -> table.row(name, value));
      out.print(table);
    }
    needs("SECRET", outline.secrets());
    needs("SSH", outline.ssh());
    return ExitCode.OK;
  }

  private void needs(String title, Map<String, Boolean> ids) {
    if (!ids.isEmpty()) {
      out.println();
      Table table = new Table(title, "REQUIRED");
      ids.forEach((id, required) -> table.row(id, required ? "true" : ""));
      out.print(table);
    }
  }
}
