package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "List volumes.")
final class VolumeLsCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only names.")
  private boolean quiet;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "NAME=VALUE",
      description = "name, label, dangling.")
  private List<String> filters = List.of();

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  VolumeLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing listing = Listing.of("DRIVER=Driver", "VOLUME NAME=Name");
    session.engine().volumes().list().stream().filter(this::matches).forEach(v -> add(listing, v));
    if (quiet) {
      listing.rows().forEach(row -> session.out().println(row.get("Name")));
    } else {
      listing.print(session.out(), format);
    }
    return ExitCode.OK;
  }

  private boolean matches(Volume volume) {
    return EnvironmentSyntax.pairs(filters).entrySet().stream()
        .allMatch(filter ->
            switch (filter.getKey()) {
              case "name" -> volume.name().contains(filter.getValue());
              case "label" -> label(volume, filter.getValue());
              case "dangling" ->
                  new VolumeUse(session).of(volume.name()).isEmpty()
                      == !filter.getValue().equals("false");
              default -> throw new JstackException("invalid filter \"" + filter + "\"");
            });
  }

  private static boolean label(Volume volume, String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? volume.labels().containsKey(text)
        : text.substring(equals + 1).equals(volume.labels().get(text.substring(0, equals)));
  }

  private static void add(Listing listing, Volume volume) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Driver", "local");
    row.put(
        "Labels",
        String.join(
            ",", volume.labels().entrySet().stream().map(Object::toString).sorted().toList()));
    row.put("Mountpoint", volume.path().toString());
    row.put("Name", volume.name());
    row.put("Scope", "local");
    listing.add(row);
  }
}
