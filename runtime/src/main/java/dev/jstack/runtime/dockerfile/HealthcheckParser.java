package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HEALTHCHECK. */
final class HealthcheckParser {
  private static final Set<String> FLAGS =
      Set.of("interval", "timeout", "start-period", "start-interval", "retries");

  private HealthcheckParser() {}

  static Instruction parse(Arguments arguments) {
    arguments.flags().check(FLAGS, Set.of());
    var words = arguments.words();
    if (words.isEmpty()) {
      throw arguments.fault("HEALTHCHECK requires at least one argument");
    }
    var kind = words.getFirst();
    return switch (kind.text().toUpperCase(Locale.ROOT)) {
      case "NONE" -> none(arguments, words.size());
      case "CMD" -> probe(arguments, kind.offset() + kind.text().length());
      default ->
          throw arguments
              .line()
              .fault(
                  kind.offset(), "unknown type \"" + kind.text() + "\" in HEALTHCHECK (try CMD)");
    };
  }

  private static Instruction none(Arguments arguments, int words) {
    if (words > 1) {
      throw arguments.fault("HEALTHCHECK NONE takes no arguments");
    }
    return new Instruction.Healthcheck(arguments.source(), null, null, null, null, null, 0);
  }

  private static Instruction probe(Arguments arguments, int offset) {
    var command = arguments.command(offset);
    if (command.equals(new Command.Line(""))
        || command.equals(new Command.Arguments(java.util.List.of()))) {
      throw arguments.fault("missing command after HEALTHCHECK CMD");
    }
    return new Instruction.Healthcheck(
        arguments.source(),
        command,
        duration(arguments, "interval"),
        duration(arguments, "timeout"),
        duration(arguments, "start-period"),
        duration(arguments, "start-interval"),
        retries(arguments));
  }

  private static @Nullable Duration duration(Arguments arguments, String flag) {
    var text = arguments.flags().value(flag);
    return text.isEmpty() ? null : duration(arguments, flag, text.get());
  }

  private static Duration duration(Arguments arguments, String flag, String text) {
    try {
      var value = GoDuration.parse(text);
      if (!value.isZero() && value.compareTo(Duration.ofMillis(1)) < 0) {
        throw new JstackException("interval \"" + flag + "\" cannot be less than 1ms");
      }
      return value;
    } catch (JstackException e) {
      throw fault(arguments, flag, String.valueOf(e.getMessage()));
    }
  }

  private static int retries(Arguments arguments) {
    var text = arguments.flags().value("retries").orElse("0");
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
      throw fault(arguments, "retries", "--retries cannot be negative (\"" + text + "\")");
    } catch (NumberFormatException e) {
      throw fault(arguments, "retries", "--retries must be a number, not \"" + text + "\"");
    }
  }

  private static SourceException fault(Arguments arguments, String flag, String message) {
    return arguments.line().fault(arguments.flags().offset(flag), message);
  }
}
