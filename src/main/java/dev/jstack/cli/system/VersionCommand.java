package dev.jstack.cli.system;

import dev.jstack.cli.frame.EngineUser;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.Version;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack version}. */
@Command(name = "version", description = "Show the version.")
public final class VersionCommand implements ReadOnly {
  private final Session session;

  @Option(names = "--short", description = "Show the number only.")
  private boolean number;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "pretty or json.")
  private String format = "pretty";

  public VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.out().println(number ? Version.number() : formatted());
    return ExitCode.OK;
  }

  private String formatted() {
    return switch (format) {
      case "pretty" -> Version.line();
      case "json" -> json();
      default ->
          throw new JstackException("format: expected pretty or json, got \"" + format + "\"");
    };
  }

  private static String json() {
    return EngineUser.own().isRootless()
        ? Json.write(new TreeMap<>(Map.of("version", Version.number(), "rootless", true)))
        : Json.write(Map.of("version", Version.number()));
  }
}
