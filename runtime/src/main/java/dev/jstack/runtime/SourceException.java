package dev.jstack.runtime;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with files the user wrote: every problem at once, in file order. */
public final class SourceException extends JstackException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public SourceException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a SourceException needs a problem");
    }
    this.problems = List.copyOf(problems);
  }

  public SourceException(SourceLocation location, String message) {
    this(List.of(new Problem(location, message)));
  }

  public SourceException(SourceLocation location, String message, @Nullable String hint) {
    this(List.of(new Problem(location, message, hint)));
  }

  /** Never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
