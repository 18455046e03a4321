package dev.jstack.cli.container;

import dev.jstack.cli.option.Moments;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.output.LogLine;
import dev.jstack.runtime.container.output.LogQuery;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lines {@code logs} shows. */
public final class LogOptions {
  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new lines.")
  public boolean follow;

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "LINES",
      description = "The last so many of each container; \"all\".")
  private String tail = "all";

  @Option(names = "--since", paramLabel = "TIME", description = "Time, or age as 42m.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Time, or age as 42m.")
  private @Nullable String until;

  @Option(
      names = {"-t", "--timestamps"},
      description = "Show when lines were printed.")
  public boolean timestamps;

  @Option(names = "--grep", paramLabel = "REGEX", description = "Only lines in which this occurs.")
  private @Nullable String grep;

  @Option(names = "--json", description = "One JSON object a line.")
  boolean json;

  /** Whether a line is wanted. */
  Predicate<LogLine> filter() {
    if (grep == null) {
      return _ -> true;
    }
    try {
      Pattern pattern = Pattern.compile(grep);
      return line -> pattern.matcher(line.text()).find();
    } catch (PatternSyntaxException e) {
      throw new JstackException(
          "--grep: \"" + grep + "\" is no regular expression: " + e.getDescription(), e);
    }
  }

  public LogQuery query(Instant now) {
    return new LogQuery(
        lines(),
        since == null ? null : Moments.parse(since, now),
        until == null ? null : Moments.parse(until, now));
  }

  private long lines() {
    if (tail.equals("all") || tail.equals("-1")) {
      return -1;
    }
    if (!tail.matches("\\d{1,18}")) {
      throw new JstackException("--tail: expected a number or \"all\", got \"" + tail + "\"");
    }
    return Long.parseLong(tail);
  }
}
