package dev.jstack.runtime.build.source;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which paths of a tree don't count: .dockerignore, or the patterns of {@code --exclude}. The last
 * pattern that matches a path or a directory above it decides; {@code !} takes it back in.
 */
public final class IgnoreRules {
  private record Rule(PathPattern pattern, boolean exception) {}

  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  private final List<Rule> rules;
  private final boolean hasExceptions;

  private IgnoreRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.hasExceptions = rules.stream().anyMatch(Rule::exception);
  }

  /** Reads a .dockerignore; null is none. */
  public static IgnoreRules file(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    var patterns = new ArrayList<String>();
    var content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    content.lines().filter(line -> !line.startsWith("#")).forEach(patterns::add);
    return of(patterns);
  }

  public static IgnoreRules of(List<String> patterns) {
    var rules = new ArrayList<Rule>();
    for (var line : patterns) {
      var text = line.strip();
      if (text.equals("!")) {
        throw new JstackException("illegal exclusion pattern: \"!\"");
      }
      boolean exception = text.startsWith("!");
      var cleaned = GoPath.clean(exception ? text.substring(1).strip() : text);
      var anchored = cleaned.startsWith("/") ? cleaned.substring(1) : cleaned;
      if (!anchored.isEmpty() && !anchored.equals(".")) {
        rules.add(new Rule(PathPattern.crossing(anchored), exception));
      }
    }
    return new IgnoreRules(rules);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whether nothing below an ignored directory can be taken back in. */
  public boolean prunes() {
    return !hasExceptions;
  }

  /** What is known of the root. */
  Verdict root() {
    return new Verdict(new boolean[rules.size()], false);
  }

  /** Whether a path is ignored, its parents considered. */
  public boolean ignores(String path) {
    var verdict = root();
    var walked = "";
    for (var part : GoPath.components(path)) {
      walked = GoPath.join(walked, part);
      verdict = judge(walked, verdict);
    }
    return verdict.ignored();
  }

  /** Judges one path, given its directory's verdict. */
  Verdict judge(String path, Verdict parent) {
    var matched = new boolean[rules.size()];
    boolean ignored = false;
    for (int i = 0; i < matched.length; i++) {
      matched[i] = parent.matched[i] || rules.get(i).pattern.matches(path);
      if (matched[i]) {
        ignored = !rules.get(i).exception;
      }
    }
    return new Verdict(matched, ignored);
  }

  /** Which patterns have matched a path or a directory above it. */
  static final class Verdict {
    private final boolean[] matched;
    private final boolean ignored;

    private Verdict(boolean[] matched, boolean ignored) {
      this.matched = matched;
      this.ignored = ignored;
    }

    boolean ignored() {
      return ignored;
    }
  }
}
