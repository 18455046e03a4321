package dev.jstack.compose.load;

import dev.jstack.compose.text.Template;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.JstackException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a project is called: the option, the variable, the files, the directory. */
final class ProjectName {
  private ProjectName() {}

  static String of(@Nullable String option, Sources sources, List<Node> documents) {
    String given = option == null || option.isEmpty() ? null : option;
    if (given == null) {
      String variable = sources.environment().value("COMPOSE_PROJECT_NAME");
      given = variable == null || variable.isEmpty() ? null : variable;
    }
    if (given != null) {
      return valid(given);
    }
    String name = null;
    for (Node document : documents) {
      Node written = document instanceof Mapping mapping ? mapping.get("name") : null;
      if (written instanceof Scalar scalar && !scalar.isNull()) {
        name = new Template(sources.environment(), unset -> {}).substitute(scalar.text());
      }
    }
    String normal = name == null ? "" : normalised(name);
    return normal.isEmpty() ? fromDirectory(sources.directory()) : normal;
  }

  /** Between the parts of names: {@code _} with COMPOSE_COMPATIBILITY, as Compose of old had it. */
  static String separator(Environment environment) {
    String value = environment.value("COMPOSE_COMPATIBILITY");
    return "1".equals(value) || "true".equalsIgnoreCase(value) ? "_" : "-";
  }

  private static String valid(String name) {
    if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
      throw new JstackException(
          "invalid project name \""
              + name
              + "\": must consist only of lowercase alphanumeric characters, hyphens, and"
              + " underscores as well as start with a letter or number");
    }
    return name;
  }

  private static String fromDirectory(Path directory) {
    String name = normalised(String.valueOf(directory.getFileName()));
    if (name.isEmpty()) {
      throw new JstackException(
          "project name must not be empty", "give one with -p or name: in the file", null);
    }
    return name;
  }

  /** Lower case, other characters dropped, leading {@code _} and {@code -} too. */
  static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
  }
}
