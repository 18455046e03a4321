package dev.jstack.runtime.build;

import dev.jstack.runtime.dockerfile.Instruction;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a step is shown as: its instruction with the values of plain variables, and the first line
 * of a here-document that is all there is to run. Only to be read: no key holds it.
 */
final class StepText {
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)\\$(?:(\\w+)|\\{(\\w+)})");

  private StepText() {}

  static String of(Instruction instruction, Map<String, String> variables) {
    var text = VARIABLE.matcher(verbInCapitals(instruction.source().text()));
    return text.replaceAll(match -> Matcher.quoteReplacement(value(match, variables)))
        + summary(instruction);
  }

  private static String value(MatchResult match, Map<String, String> variables) {
    var name = match.group(1) == null ? match.group(2) : match.group(1);
    return variables.getOrDefault(name, match.group());
  }

  private static String verbInCapitals(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
  }

  private static String summary(Instruction instruction) {
    if (!(instruction instanceof Instruction.Run run) || !RunCommand.isScript(run)) {
      return "";
    }
    var lines = run.documents().getFirst().body().strip().split("\r?\n", 2);
    return " (" + lines[0] + (lines.length > 1 ? "...)" : ")");
  }
}
