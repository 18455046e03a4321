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
import dev.jstack.runtime.json.Struct;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack version}. */
@Command(name = "version", description = "Show the version.")
public final class VersionCommand implements ReadOnly {
  private final Session session;
  private final boolean sides;

  @Option(names = "--short", description = "Show the number only.")
  private boolean number;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "pretty, json or a template.")
  private String format = "pretty";

  private VersionCommand(Session session, boolean sides) {
    this.session = session;
    this.sides = sides;
  }

  /** Compose's: a number. */
  public static VersionCommand ofCompose(Session session) {
    return new VersionCommand(session, false);
  }

  /** Docker's two sides beside it. */
  public static VersionCommand ofBoth(Session session) {
    return new VersionCommand(session, true);
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
    Struct side =
        new Struct()
            .with("Version", Version.number())
            .with("Os", "linux")
            .with("Arch", Platform.current().architecture());
    return new Struct().with("Client", side).with("Server", side);
  }

  private String json() {
    Map<String, Object> json = new LinkedHashMap<>(sides ? sides() : Map.of());
    if (EngineUser.own().isRootless()) {
      json.put("rootless", true);
    }
    json.put("version", Version.number());
    return Json.write(json);
  }
}
