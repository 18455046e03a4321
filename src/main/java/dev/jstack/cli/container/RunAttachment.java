package dev.jstack.cli.container;

import dev.jstack.cli.option.DetachKeys;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.output.StdStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** How {@code run} is with the container that it starts. */
final class RunAttachment {
  @Option(
      names = {"-d", "--detach"},
      description = "Run in the background and print the id.")
  boolean detach;

  @Option(
      names = {"-a", "--attach"},
      paramLabel = "STREAM",
      description = "Only stdin, stdout, stderr; may be given several times.")
  private List<String> streams = List.of();

  @Option(
      names = "--detach-keys",
      paramLabel = "KEYS",
      converter = DetachKeys.Converter.class,
      description = "What to type to leave it running (default: ctrl-p,ctrl-q).")
  private DetachKeys keys = DetachKeys.parse(DetachKeys.USUAL);

  @Option(
      names = "--sig-proxy",
      arity = "0..1",
      fallbackValue = "true",
      description = "Give it the signals that jstack gets (default: true).")
  private boolean signals = true;

  void check() {
    if (detach && !streams.isEmpty()) {
      throw new JstackException("conflicting options: cannot specify both --attach and --detach");
    }
    for (String stream : streams) {
      if (!Set.of("stdin", "stdout", "stderr").contains(stream.toLowerCase(Locale.ROOT))) {
        throw new JstackException(
            "invalid --attach \"" + stream + "\": expected stdin, stdout or stderr");
      }
    }
  }

  /** {@code interactive}: standard input is kept open, and given unless other streams are named. */
  ForegroundRun.Manner manner(boolean interactive) {
    if (streams.isEmpty()) {
      return new ForegroundRun.Manner(interactive, keys, signals);
    }
    Set<StdStream> outputs = EnumSet.noneOf(StdStream.class);
    if (names("stdout")) {
      outputs.add(StdStream.STDOUT);
    }
    if (names("stderr")) {
      outputs.add(StdStream.STDERR);
    }
    return new ForegroundRun.Manner(interactive && names("stdin"), keys, signals, outputs);
  }

  private boolean names(String stream) {
    return streams.stream().anyMatch(stream::equalsIgnoreCase);
  }
}
