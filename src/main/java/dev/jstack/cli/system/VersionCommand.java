package dev.jstack.cli.system;

import dev.jstack.cli.frame.EngineUser;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.Version;
import dev.jstack.console.template.Template;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Platform;
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
      description = "pretty, json or a template.")
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
      default -> {
        if (!format.contains("{{")) {
          throw new JstackException(
              "format: expected pretty, json or a template, got \"" + format + "\"");
        }
        yield Template.parse(format).render(sides());
      }
    };
  }

  /** Docker's two sides, as scripts ask for them; here both are one program. */
  private static Map<String, Object> sides() {
    Map<String, Object> side =
        Map.of(
            "Version", Version.number(), "Os", "linux", "Arch", Platform.current().architecture());
    return Map.of("Client", side, "Server", side);
  }

  private static String json() {
    return EngineUser.own().isRootless()
        ? Json.write(new TreeMap<>(Map.of("version", Version.number(), "rootless", true)))
        : Json.write(Map.of("version", Version.number()));
  }
}
