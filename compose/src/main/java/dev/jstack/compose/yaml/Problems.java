package dev.jstack.compose.yaml;

import dev.jstack.compose.code.Code;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that everything is reported at once, in file order. */
public final class Problems {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing((Problem p) -> p.location().file())
          .thenComparingInt(p -> p.location().line())
          .thenComparingInt(p -> p.location().column());

  private final Set<Problem> errors = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();

  public void error(Code code, SourceLocation place, String message) {
    error(code, place, message, null);
  }

  public void error(Code code, SourceLocation place, String message, @Nullable String hint) {
    errors.add(new Problem(place, message, hint, code.toString()));
  }

  /** An error met while reading a value: its message after a subject. */
  public void failure(Code code, SourceLocation place, String subject, JstackException e) {
    error(code, place, subject + ": " + e.getMessage(), e.hint().orElse(null));
  }

  /** Takes over the problems of an exception. */
  public void add(SourceException e) {
    errors.addAll(e.problems());
  }

  public void warn(Code code, SourceLocation place, String message) {
    warn(code, place, message, null);
  }

  public void warn(Code code, SourceLocation place, String message, @Nullable String hint) {
    warnings.add(new Problem(place, message, hint, code.toString()));
  }

  boolean any() {
    return !errors.isEmpty();
  }

  /** Whether something is wrong with what a path leads to: {@code services.web}. */
  public boolean mention(String path) {
    return errors.stream().anyMatch(problem -> problem.message().startsWith(path));
  }

  /** Without duplicates, by file and place. */
  public List<Problem> warnings() {
    return sorted(warnings);
  }

  /** Throws if there is an error. */
  public void check() {
    if (any()) {
      throw new SourceException(sorted(errors));
    }
  }

  private static List<Problem> sorted(Set<Problem> problems) {
    List<Problem> list = new ArrayList<>(problems);
    list.sort(ORDER);
    return list;
  }
}
