package dev.jstack.compose.canonical;

import dev.jstack.compose.text.Template;
import dev.jstack.compose.yaml.Directive;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Scalar;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Paths of the host as files write them, made absolute. */
public final class LocalPaths {
  private static final Pattern REMOTE =
      Pattern.compile("[a-z][a-z0-9+.-]*://.*|git@.*|github\\.com/.*|service:.*", Pattern.DOTALL);

  private final Path directory;
  private final Template.Lookup environment;
  private final boolean kept;

  /**
   * Paths relative to a directory; the home directory is the environment's.
   *
   * @param kept whether paths stay as they are written
   */
  public LocalPaths(Path directory, Template.Lookup environment, boolean kept) {
    this.directory = directory;
    this.environment = environment;
    this.kept = kept;
  }

  /** Absolute and cleaned; a leading {@code ~} is the home directory. */
  public String absolute(String path) {
    if (kept) {
      return path;
    }
    String home = environment.value("HOME");
    if (home != null && (path.equals("~") || path.startsWith("~/"))) {
      return Path.of(home + path.substring(1)).normalize().toString();
    }
    return directory.resolve(path).normalize().toString();
  }

  /** Like {@link #absolute}, but URLs and {@code service:x} stay. */
  String orRemote(String path) {
    return REMOTE.matcher(path).matches() ? path : absolute(path);
  }

  /** With the path at a key made absolute, if there is one. */
  Mapping at(Mapping mapping, String key) {
    return mapping.get(key) instanceof Scalar scalar && scalar.directive() != Directive.RESET
        ? mapping.with(key, scalar.withValue(absolute(scalar.text())))
        : mapping;
  }
}
