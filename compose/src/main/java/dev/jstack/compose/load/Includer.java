package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.load.Assembly.Parsed;
import dev.jstack.compose.load.Assembly.Scope;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves {@code include}: projects with a directory and variables of their own. */
final class Includer {
  private static final List<String> SECTIONS =
      List.of("services", "networks", "volumes", "configs", "secrets", "models");

  private final Assembly assembly;
  private final Problems problems;

  Includer(Assembly assembly, Problems problems) {
    this.assembly = assembly;
    this.problems = problems;
  }

  Mapping include(Mapping file, Path path, Scope scope) {
    Mapping result = file.without("include");
    for (Node item : file.sequence("include").items()) {
      try {
        result = imported(result, load(item, path, scope));
      } catch (JstackException e) {
        problems.failure(Code.INCLUDE, item.location(), "cannot include", e);
      }
    }
    return result;
  }

  private Mapping load(Node item, Path including, Scope scope) {
    Mapping entry =
        item instanceof Mapping mapping
            ? mapping
            : Mapping.empty(item.location()).with("path", item);
    List<Path> paths = paths(entry.get("path"), scope.directory());
    if (paths.isEmpty()) {
      return Mapping.empty(item.location());
    }
    List<Path> trail = new ArrayList<>(scope.including());
    trail.add(including);
    if (trail.contains(paths.getFirst())) {
      trail.add(paths.getFirst());
      throw new JstackException(
          "include cycle detected: "
              + trail.stream().map(Path::toString).collect(Collectors.joining(" -> ")));
    }
    Path directory =
        entry.text("project_directory") == null
            ? Objects.requireNonNull(paths.getFirst().getParent())
            : scope.directory().resolve(entry.text("project_directory")).normalize();
    List<Path> variables = paths(entry.get("env_file"), scope.directory());
    assembly.reads(variables.isEmpty() ? List.of(directory.resolve(".env")) : variables);
    Environment inner = scope.environment().inner();
    Environment environment =
        variables.isEmpty()
            ? inner.withDefaultFile(directory, problems)
            : inner.withFiles(variables, problems);
    List<Parsed> files = paths.stream().map(assembly::parse).toList();
    Mapping included = assembly.assemble(files, new Scope(directory, environment, trail));
    return (Mapping) included.through("included at " + item.location());
  }

  private static List<Path> paths(@Nullable Node node, Path directory) {
    List<Node> items =
        switch (node) {
          case Sequence sequence -> sequence.items();
          case Scalar scalar -> List.of(scalar);
          case null, default -> List.of();
        };
    List<Path> paths = new ArrayList<>();
    for (Node item : items) {
      String text = ((Scalar) item).text();
      if (text.contains("://") || text.startsWith("oci:") || text.startsWith("git@")) {
        throw new JstackException("remote files are not supported: " + text);
      }
      paths.add(directory.resolve(text).normalize());
    }
    return paths;
  }

  private Mapping imported(Mapping file, Mapping included) {
    Mapping result = file;
    for (String section : SECTIONS) {
      if (included.get(section) instanceof Mapping resources) {
        Mapping own = result.mapping(section);
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>(own.entries());
        resources
            .entries()
            .forEach((name, entry) -> {
              Mapping.Entry earlier = entries.putIfAbsent(name, entry);
              if (earlier != null && !same(earlier, entry)) {
                conflict(section + "." + name, earlier.key(), entry.key());
              }
            });
        result = result.with(section, own.withEntries(entries));
      }
    }
    return result;
  }

  private static boolean same(Mapping.Entry one, Mapping.Entry other) {
    return Objects.equals(one.value().plain(), other.value().plain());
  }

  private void conflict(String what, SourceLocation own, SourceLocation imported) {
    problems.error(
        Code.INCLUDE_CONFLICT, own, what + " conflicts with imported resource at " + imported);
  }
}
