package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules about FROM lines: their words, their variables, their platforms. */
final class FromLint {
  private static final Set<String> AUTOMATIC =
      Set.of(
          "TARGETPLATFORM",
          "TARGETOS",
          "TARGETOSVERSION",
          "TARGETARCH",
          "TARGETVARIANT",
          "BUILDPLATFORM",
          "BUILDOS",
          "BUILDOSVERSION",
          "BUILDARCH",
          "BUILDVARIANT",
          "TARGETSTAGE");

  private final Map<String, String> defaults = new HashMap<>();
  private final Set<String> declared = new TreeSet<>(AUTOMATIC);
  private final List<Problem> warnings = new ArrayList<>();

  private FromLint(List<Instruction.Arg> globals) {
    for (var arg : globals) {
      for (var setting : arg.settings()) {
        declared.add(setting.name());
        if (setting.value() != null) {
          defaults.put(setting.name(), setting.value());
        }
      }
    }
    AUTOMATIC.forEach(name -> defaults.putIfAbsent(name, "x"));
  }

  static List<Problem> of(List<Instruction.Arg> globals, List<Stage> stages) {
    var lint = new FromLint(globals);
    stages.forEach(stage -> lint.check(stage.from()));
    return lint.warnings;
  }

  private void check(Instruction.From from) {
    names(from);
    platform(from, from.platform());
    var missing = new TreeSet<String>();
    var name = expanded(from.image(), missing);
    if (name == null || malformed(name)) {
      warn(
          from,
          LintRule.INVALID_DEFAULT_ARG_IN_FROM,
          "Default value for ARG " + from.image() + " results in empty or invalid base image name");
    }
    for (var each : missing) {
      var hint = Suggestion.hint(each, declared);
      warn(
          from,
          LintRule.UNDEFINED_ARG_IN_FROM,
          "FROM argument '" + each + "' is not declared" + (hint == null ? "" : " (" + hint + ")"));
    }
  }

  private static boolean malformed(String name) {
    return name.isBlank() || name.endsWith(":") || name.endsWith("@") || name.startsWith(":");
  }

  private @Nullable String expanded(String text, Set<String> missing) {
    var variables =
        new Variables() {
          @Override
          public @Nullable String get(String name) {
            return defaults.get(name);
          }

          @Override
          public void missing(String name) {
            if (!declared.contains(name)) {
              missing.add(name);
            }
          }
        };
    try {
      return new ShellLexer('\\').expand(text, variables);
    } catch (JstackException e) {
      return null;
    }
  }

  private void names(Instruction.From from) {
    var words = Word.plain(from.source().text(), 0);
    if (from.name() == null) {
      return;
    }
    var name = words.getLast().text();
    if (!name.equals(name.toLowerCase(Locale.ROOT))) {
      warn(from, LintRule.STAGE_NAME_CASING, "Stage name '" + name + "' should be lowercase");
    }
    var as = words.get(words.size() - 2).text();
    var verb = words.getFirst().text();
    if (isUpper(as) != isUpper(verb)) {
      warn(
          from,
          LintRule.FROM_AS_CASING,
          "'" + as + "' and '" + verb + "' keywords' casing do not match");
    }
  }

  private static boolean isUpper(String word) {
    return word.equals(word.toUpperCase(Locale.ROOT));
  }

  private void platform(Instruction.From from, @Nullable String platform) {
    if (platform == null) {
      return;
    }
    if (Set.of("$TARGETPLATFORM", "${TARGETPLATFORM}").contains(platform)) {
      warn(
          from,
          LintRule.REDUNDANT_TARGET_PLATFORM,
          "Setting platform to predefined "
              + platform
              + " in FROM is redundant as this is the default behavior");
    } else if (platform.indexOf('$') < 0) {
      warn(
          from,
          LintRule.FROM_PLATFORM_FLAG_CONST_DISALLOWED,
          "FROM --platform flag should not use constant value \"" + platform + "\"");
    }
  }

  private void warn(Instruction.From from, LintRule rule, String message) {
    warnings.add(rule.at(from.source().start(), message));
  }
}
