package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.load.Assembly.Scope;
import dev.jstack.compose.merge.Merger;
import dev.jstack.compose.text.Nearest;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Resolves {@code extends}: a service over another one of this file or another. */
final class Extender {
  private final Assembly assembly;
  private final FileLoader loader;
  private final Merger merger;
  private final Problems problems;
  private final Map<Path, Optional<Mapping>> others = new HashMap<>();

  Extender(Assembly assembly, FileLoader loader, Merger merger, Problems problems) {
    this.assembly = assembly;
    this.loader = loader;
    this.merger = merger;
    this.problems = problems;
  }

  /** Where services are looked up, and the files before it. */
  private record Context(Path file, Mapping services, Mapping earlier, Scope scope) {}

  Mapping extend(Mapping file, Mapping earlier, Path path, Scope scope) {
    Mapping services = file.mapping("services");
    Context context = new Context(path, services, earlier.mapping("services"), scope);
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    services
        .entries()
        .forEach((name, entry) -> {
          Node value =
              entry.value() instanceof Mapping service && service.has("extends")
                  ? resolve(name, service, context, List.of())
                  : entry.value();
          entries.put(name, new Mapping.Entry(entry.key(), value));
        });
    return file.has("services") ? file.with("services", services.withEntries(entries)) : file;
  }

  private Mapping resolve(String name, Mapping service, Context context, List<String> trail) {
    if (!(service.get("extends") instanceof Mapping extension)) {
      return service.without("extends");
    }
    Mapping own = service.without("extends");
    SourceLocation place = service.place("extends");
    String step = name + " in " + context.file().getFileName();
    if (trail.contains(step)) {
      List<String> circle = new ArrayList<>(trail.subList(trail.indexOf(step), trail.size()));
      circle.add(step);
      problems.error(
          Code.EXTENDS_CIRCLE,
          place,
          "services." + name + ".extends: circular reference: " + String.join(" -> ", circle),
          "one of them must not extend another");
      return own;
    }
    List<String> longer = new ArrayList<>(trail);
    longer.add(step);
    return base(name, extension, context, place)
        .map(base -> {
          Mapping resolved = resolve(base.name, base.service, base.context, longer);
          Mapping marked = (Mapping) resolved.through("extended at " + place);
          return merger.service(marked, own, name);
        })
        .orElse(own);
  }

  /** The service extended, and where it stands. */
  private record Base(String name, Mapping service, Context context) {}

  private Optional<Base> base(
      String name, Mapping extension, Context context, SourceLocation place) {
    String wanted = extension.text("service");
    if (wanted == null) {
      return Optional.empty();
    }
    String file = extension.text("file");
    Optional<Context> where =
        file == null ? Optional.of(context) : other(name, file, context, place);
    return where.flatMap(found -> {
      Node service = found.services().get(wanted);
      if (service == null && file == null) {
        service = found.earlier().get(wanted);
      }
      if (service instanceof Mapping mapping) {
        return Optional.of(new Base(wanted, mapping, found));
      }
      missing(name, wanted, found, place);
      return Optional.empty();
    });
  }

  private void missing(String name, String wanted, Context context, SourceLocation place) {
    Set<String> known = context.services().keys();
    problems.error(
        Code.NO_BASE,
        place,
        "services."
            + name
            + ".extends: service \""
            + wanted
            + "\" not found in "
            + context.file().getFileName(),
        Nearest.hint(wanted, known));
  }

  private Optional<Context> other(String name, String file, Context context, SourceLocation place) {
    Path path = context.scope().directory().resolve(file).normalize();
    if (!others.containsKey(path)) {
      others.put(path, load(name, path, context.scope(), place));
    }
    return Objects.requireNonNull(others.get(path))
        .map(tree ->
            new Context(
                path, tree.mapping("services"), Mapping.empty(tree.location()), context.scope()));
  }

  private Optional<Mapping> load(String name, Path path, Scope scope, SourceLocation place) {
    try {
      Path directory = Objects.requireNonNull(path.getParent());
      Mapping nothing = Mapping.empty(place);
      return assembly.parse(path).documents().stream()
          .flatMap(d -> loader.canonical(d, directory, scope.environment(), nothing).stream())
          .reduce(merger::merge);
    } catch (JstackException e) {
      problems.failure(Code.NO_BASE, place, "services." + name + ".extends", e);
      return Optional.empty();
    }
  }
}
