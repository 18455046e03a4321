package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * First phase: which files, relative to which directory, with which variables.
 *
 * @param directory the project's
 */
record Sources(List<SourceText> files, Path directory, Environment environment) {
  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
  private static final List<String> EXTENSIONS = List.of(".yml", ".yaml");

  static Sources find(LoadRequest request, FileView view, Problems problems) {
    Path start = start(request);
    Environment environment = variables(request, start, view, problems);
    List<String> named = named(request, environment);
    if (!named.isEmpty()) {
      return named(request, named, environment, problems);
    }
    Path found = search(start, view);
    if (found == null) {
      throw new JstackException(
          "no configuration file provided: not found",
          "looked for " + String.join(", ", NAMES) + " in " + start + " and above",
          null);
    }
    Path home = Objects.requireNonNull(found.getParent());
    if (environmentFiles(request).isEmpty()) {
      environment = environment.withDefaultFile(home, problems);
    }
    List<SourceText> files = new ArrayList<>();
    files.add(view.source(found));
    warnOfOthers(found, files.getFirst(), view, problems);
    Path override = override(found, view);
    if (override != null) {
      files.add(view.source(override));
    }
    Path directory = request.projectDirectory() == null ? home : start;
    return new Sources(files, directory, environment);
  }

  /** The variables alone, also where there is no Compose file. */
  static Environment variables(LoadRequest request, FileView view, Problems problems) {
    Path start = start(request);
    Environment environment = variables(request, start, view, problems);
    Path found = request.files().isEmpty() ? search(start, view) : null;
    Path home = found == null ? null : found.getParent();
    return home == null || !environmentFiles(request).isEmpty()
        ? environment
        : environment.withDefaultFile(home, problems);
  }

  /** Where to look for {@code .env} first. */
  private static Path start(LoadRequest request) {
    if (request.projectDirectory() != null) {
      return request.directory().resolve(request.projectDirectory()).normalize();
    }
    boolean file = !request.files().isEmpty() && !request.files().getFirst().equals("-");
    return file ? parent(request, request.files().getFirst()) : request.directory();
  }

  private static Path parent(LoadRequest request, String file) {
    Path parent = request.directory().resolve(file).normalize().getParent();
    return parent == null ? request.directory() : parent;
  }

  private static Environment variables(
      LoadRequest request, Path start, FileView view, Problems problems) {
    Environment caller = Environment.of(request.environment(), view);
    List<String> files = environmentFiles(request);
    if (files.isEmpty()) {
      return caller.withDefaultFile(start, problems);
    }
    List<Path> paths = files.stream().map(f -> request.directory().resolve(f).normalize()).toList();
    return caller.withFiles(paths, problems);
  }

  /** Those that are named; the default file is in the place of none. */
  private static List<String> environmentFiles(LoadRequest request) {
    String listed = request.environment().get("COMPOSE_ENV_FILES");
    return request.environmentFiles().isEmpty() && listed != null && !listed.isEmpty()
        ? Arrays.asList(listed.split(",", -1))
        : request.environmentFiles();
  }

  private static List<String> named(LoadRequest request, Environment environment) {
    String variable = environment.value("COMPOSE_FILE");
    if (!request.files().isEmpty() || variable == null || variable.isEmpty()) {
      return request.files();
    }
    String separator = environment.value("COMPOSE_PATH_SEPARATOR");
    return Arrays.asList(variable.split(Pattern.quote(separator == null ? ":" : separator), -1));
  }

  private static Sources named(
      LoadRequest request, List<String> names, Environment environment, Problems problems) {
    List<SourceText> files = new ArrayList<>();
    for (String name : names) {
      files.add(named(request, name, environment.view()));
    }
    Path directory =
        request.projectDirectory() != null
            ? start(request)
            : names.getFirst().equals("-")
                ? request.directory()
                : parent(request, names.getFirst());
    Environment full =
        environmentFiles(request).isEmpty()
            ? environment.withDefaultFile(directory, problems)
            : environment;
    return new Sources(files, directory, full);
  }

  private static SourceText named(LoadRequest request, String name, FileView view) {
    if (name.equals("-")) {
      String text = request.standardInput() == null ? "" : request.standardInput();
      return new SourceText("(stdin)", request.directory().resolve("-"), text);
    }
    if (name.contains("://")) {
      throw new JstackException("remote Compose files are not supported: " + name);
    }
    return view.source(request.directory().resolve(name).normalize());
  }

  private static @Nullable Path search(Path from, FileView view) {
    for (Path directory = from; directory != null; directory = directory.getParent()) {
      for (String name : NAMES) {
        if (view.isFile(directory.resolve(name))) {
          return directory.resolve(name);
        }
      }
    }
    return null;
  }

  private static @Nullable Path override(Path file, FileView view) {
    String name = String.valueOf(file.getFileName());
    String stem = name.substring(0, name.lastIndexOf('.'));
    for (String extension : EXTENSIONS) {
      Path override = file.resolveSibling(stem + ".override" + extension);
      if (view.isFile(override)) {
        return override;
      }
    }
    return null;
  }

  private static void warnOfOthers(Path found, SourceText file, FileView view, Problems problems) {
    List<String> others =
        NAMES.stream()
            .filter(name -> !found.endsWith(name) && view.isFile(found.resolveSibling(name)))
            .toList();
    if (!others.isEmpty()) {
      problems.warn(
          Code.SEVERAL_FILES,
          SourceLocation.of(file.name()),
          "used, though there is also " + String.join(", ", others));
    }
  }
}
