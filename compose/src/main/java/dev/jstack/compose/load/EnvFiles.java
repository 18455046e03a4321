package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.Dotenv;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Resolves {@code env_file} and {@code label_file} into environment and labels, which win over
 * them; names without a value are taken from the project's variables.
 */
final class EnvFiles {
  private final Path directory;
  private final Environment environment;
  private final Problems problems;
  private final Set<Path> named = new LinkedHashSet<>();

  EnvFiles(Path directory, Environment environment, Problems problems) {
    this.directory = directory;
    this.environment = environment;
    this.problems = problems;
  }

  /** The files that services name, also those that are missing. */
  Set<Path> named() {
    return named;
  }

  Mapping resolve(Mapping service) {
    Map<String, Mapping.Entry> variables = new LinkedHashMap<>();
    Mapping own = service.mapping("environment");
    for (Node file : service.sequence("env_file").items()) {
      read((Mapping) file, own, variables);
    }
    own.entries().forEach((name, entry) -> put(name, inherited(name, entry), variables));
    Map<String, Mapping.Entry> labels = new LinkedHashMap<>();
    for (Node file : service.sequence("label_file").items()) {
      read(Mapping.empty(file.location()).with("path", file), own, labels);
    }
    service.mapping("labels").entries().forEach((name, entry) -> put(name, entry, labels));
    Mapping result = service.without("env_file").without("label_file");
    if (!variables.isEmpty()) {
      result = result.with("environment", own.withEntries(variables));
    }
    return labels.isEmpty()
        ? result
        : result.with("labels", service.mapping("labels").withEntries(labels));
  }

  private Mapping.Entry inherited(String name, Mapping.Entry entry) {
    if (!(entry.value() instanceof Scalar scalar) || !scalar.isNull()) {
      return entry;
    }
    String way = "from variable " + name + ", " + environment.origin(name);
    Scalar value = scalar.withValue(environment.value(name));
    return new Mapping.Entry(entry.key(), value.at(scalar.location().through(way)));
  }

  /** Over what an earlier file said. */
  private static void put(String name, Mapping.Entry entry, Map<String, Mapping.Entry> into) {
    Mapping.Entry old = into.get(name);
    Node value = entry.value();
    if (old != null && old.value() instanceof Scalar before) {
      value = value.at(value.location().over('"' + before.text() + '"', before.location()));
    }
    into.put(name, new Mapping.Entry(entry.key(), value));
  }

  private void read(Mapping file, Mapping own, Map<String, Mapping.Entry> into) {
    Path path = directory.resolve(String.valueOf(file.text("path")));
    named.add(path);
    if (!environment.view().isFile(path)) {
      if (!"false".equals(file.text("required"))) {
        String name = environment.shown(path);
        problems.error(
            Code.NO_ENV_FILE,
            file.location(),
            "env file " + name + " not found",
            "create it, or write {path: " + name + ", required: false}");
      }
      return;
    }
    try {
      values(file, path, own, into)
          .forEach((name, value) ->
              put(name, Mapping.Entry.of(Scalar.at(value.place(), value.text())), into));
    } catch (SourceException e) {
      problems.add(e);
    } catch (JstackException e) {
      problems.failure(Code.BAD_ENV_FILE, file.location(), "env file", e);
    }
  }

  private Map<String, Dotenv.Value> values(
      Mapping file, Path path, Mapping own, Map<String, Mapping.Entry> earlier) {
    String text = environment.view().text(path);
    if ("raw".equals(file.text("format"))) {
      return Dotenv.parseRaw(environment.shown(path), text, environment);
    }
    return Dotenv.parse(
        environment.shown(path),
        text,
        name -> own.text(name) == null ? environment.value(name) : own.text(name),
        name -> earlier.get(name) instanceof Mapping.Entry(_, Scalar scalar) ? scalar.text() : null,
        name -> problems.warn(Code.UNSET_VARIABLE, file.location(), Interpolator.unset(name)));
  }
}
