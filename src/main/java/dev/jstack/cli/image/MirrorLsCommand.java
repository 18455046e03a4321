package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack registry mirror ls}. */
@Command(name = "ls", description = "List mirrors.")
public final class MirrorLsCommand implements ReadOnly {
  private final Session session;

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  public MirrorLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing list = Listing.of("REGISTRY=Registry", "MIRROR=Mirror");
    session
        .engine()
        .registries()
        .mirrors()
        .list()
        .forEach((registry, mirrors) -> mirrors.forEach(mirror -> list.add(row(registry, mirror))));
    list.print(session.out(), format);
    return ExitCode.OK;
  }

  private static Map<String, Object> row(String registry, String mirror) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Registry", registry);
    row.put("Mirror", mirror);
    return row;
  }
}
