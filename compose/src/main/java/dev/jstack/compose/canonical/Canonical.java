package dev.jstack.compose.canonical;

import dev.jstack.compose.yaml.Directive;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The canonical form of a checked file. Values tagged {@code !reset} stay as they are. */
public final class Canonical {
  private final ServiceForm services;
  private final LocalPaths paths;
  private final Dicts dicts;

  /**
   * Canonical forms of files.
   *
   * @param paths what relative paths become
   */
  public Canonical(LocalPaths paths, Problems problems) {
    this.paths = paths;
    this.dicts = new Dicts(problems);
    this.services = new ServiceForm(paths, dicts, problems);
  }

  /** The whole file. */
  public Mapping of(Mapping file) {
    Mapping result = file;
    result = each(result, "services", services::of);
    result = each(result, "networks", this::driven);
    result = each(result, "volumes", this::driven);
    result = each(result, "configs", this::file);
    return each(result, "secrets", this::file);
  }

  /** A network or volume. */
  private Mapping driven(String path, Mapping resource) {
    return Items.stated(external(dicts.at(resource, path, "labels")), "driver");
  }

  private Mapping file(String path, Mapping file) {
    Mapping result = external(dicts.at(file, path, "labels"));
    return paths.at(result, "file");
  }

  /** The old form {@code external: {name: x}} is {@code external: true, name: x}. */
  private static Mapping external(Mapping resource) {
    if (!(resource.get("external") instanceof Mapping external)) {
      return resource;
    }
    Mapping result = resource.with("external", Scalar.at(external, true));
    Node name = external.get("name");
    return name == null ? result : result.with("name", name);
  }

  private static Mapping each(
      Mapping file, String section, BiFunction<String, Mapping, Mapping> form) {
    if (!(file.get(section) instanceof Mapping mapping)) {
      return file;
    }
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((name, entry) -> {
          boolean plain =
              entry.value() instanceof Mapping && entry.value().directive() != Directive.RESET;
          Node value =
              plain && !name.startsWith("x-")
                  ? form.apply(section + "." + name, (Mapping) entry.value())
                  : entry.value();
          entries.put(name, new Mapping.Entry(entry.key(), value));
        });
    return file.with(section, mapping.withEntries(entries));
  }
}
