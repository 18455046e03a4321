package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceLocation;
import dev.jstack.runtime.image.StoredImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Values are shown as they are, as {@code config} shows them. */
@Command(
    name = "env",
    description = {
      "Show the variables a service's containers get: each with its value, where it comes from,",
      "and what it shadows."
    })
public final class EnvCommand implements ReadOnly {
  private final Session session;

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  @Parameters(index = "0", paramLabel = "SERVICE")
  private String service = "";

  @Parameters(index = "1..*", paramLabel = "NAME", description = "Only these variables.")
  private List<String> names = List.of();

  public EnvCommand(Session session) {
    this.session = session;
  }

  /** A variable's row in the making: what is nearest to the container comes last. */
  private record Row(String value, String origin, List<String> shadowed) {}

  @Override
  public Integer call() {
    LoadedProject loaded = new ProjectAccess(session).load(List.of(service));
    String image = loaded.project().service(service).image().reference();
    Map<String, Row> rows = new TreeMap<>();
    session.engine().images().find(image).ifPresent(found -> baked(image, found, rows));
    Mapping written = loaded.model().mapping("services").mapping(service).mapping("environment");
    written
        .entries()
        .forEach((name, entry) -> {
          if (entry.value() instanceof Scalar scalar && !scalar.isNull()) {
            rows.put(name, row(scalar, rows.get(name)));
          }
        });
    print(rows);
    return ExitCode.OK;
  }

  private static void baked(String name, StoredImage image, Map<String, Row> into) {
    for (String line : image.config().run().env()) {
      String[] pair = line.split("=", 2);
      into.put(pair[0], new Row(pair.length == 2 ? pair[1] : "", "image " + name, List.of()));
    }
  }

  private static Row row(Scalar value, @Nullable Row baked) {
    SourceLocation place = value.location();
    String from = place.history().words();
    List<String> shadowed = new ArrayList<>(place.history().replaced());
    if (baked != null) {
      shadowed.add('"' + baked.value() + "\" of " + baked.origin());
    }
    return new Row(value.text(), place + (from.isEmpty() ? "" : "; " + from), shadowed);
  }

  private void print(Map<String, Row> rows) {
    for (String name : names) {
      if (!rows.containsKey(name)) {
        throw new JstackException("service \"" + service + "\" has no variable \"" + name + "\"");
      }
    }
    Listing listing = Listing.of("NAME=Name", "VALUE=Value", "FROM=From", "SHADOWS=Shadows");
    rows.forEach((name, row) -> {
      if (names.isEmpty() || names.contains(name)) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Name", name);
        fields.put("Value", row.value().replace("\n", "\\n"));
        fields.put("From", row.origin());
        fields.put("Shadows", String.join(", ", row.shadowed()));
        listing.add(fields);
      }
    });
    listing.print(session.out(), format);
  }
}
