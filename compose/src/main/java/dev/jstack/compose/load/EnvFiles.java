package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.Dotenv;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import java.nio.file.Files;
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
  private final Environment environment;
  private final Problems problems;
  private final Set<Path> named = new LinkedHashSet<>();

  EnvFiles(Environment environment, Problems problems) {
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
    own.entries().forEach((name, entry) -> variables.put(name, inherited(name, entry)));
    Map<String, Mapping.Entry> labels = new LinkedHashMap<>();
    for (Node file : service.sequence("label_file").items()) {
      read(Mapping.empty(file.location()).with("path", file), own, labels);
    }
    labels.putAll(service.mapping("labels").entries());
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
    return new Mapping.Entry(entry.key(), scalar.withValue(environment.value(name)));
  }

  private void read(Mapping file, Mapping own, Map<String, Mapping.Entry> into) {
    Path path = Path.of(String.valueOf(file.text("path")));
    named.add(path);
    if (!Files.isRegularFile(path)) {
      if (!"false".equals(file.text("required"))) {
        problems.error(Code.NO_ENV_FILE, file.location(), "env file " + path + " not found");
      }
      return;
    }
    try {
      values(file, path, own, into)
          .forEach((name, value) -> into.put(name, Mapping.Entry.of(Scalar.at(file, value))));
    } catch (SourceException e) {
      problems.add(e);
    } catch (JstackException e) {
      problems.failure(Code.BAD_ENV_FILE, file.location(), "env file", e);
    }
  }

  private Map<String, String> values(
      Mapping file, Path path, Mapping own, Map<String, Mapping.Entry> earlier) {
    String text = TextFile.read(path);
    if ("raw".equals(file.text("format"))) {
      return Dotenv.parseRaw(text, environment);
    }
    return Dotenv.parse(
        path.toString(),
        text,
        name -> own.text(name) == null ? environment.value(name) : own.text(name),
        name -> earlier.get(name) instanceof Mapping.Entry(_, Scalar scalar) ? scalar.text() : null,
        name -> problems.warn(Code.UNSET_VARIABLE, file.location(), Interpolator.unset(name)));
  }
}
