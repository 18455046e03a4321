package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.Dotenv;
import dev.jstack.compose.text.Template;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a project: the caller's, then those of its env files.
 *
 * @param outer win over the files
 * @param files env files read, in order
 * @param values what the files define
 */
record Environment(Template.Lookup outer, List<Path> files, Map<String, String> values)
    implements Template.Lookup {

  static Environment of(Map<String, String> caller) {
    return new Environment(caller::get, List.of(), Map.of());
  }

  @Override
  public @Nullable String value(String name) {
    String value = outer.value(name);
    return value == null ? values.get(name) : value;
  }

  /** With one more variable, which wins over all. */
  Environment with(String name, String value) {
    return new Environment(n -> n.equals(name) ? value : outer.value(n), files, values);
  }

  /** With these env files, which must exist. */
  Environment withFiles(List<Path> paths, Problems problems) {
    Environment result = this;
    for (Path path : paths) {
      if (Files.isRegularFile(path)) {
        result = result.withFile(path, problems);
      } else {
        problems.error(Code.NO_ENV_FILE, SourceLocation.of(path.toString()), "env file not found");
      }
    }
    return result;
  }

  /** With the directory's {@code .env}, if it has one. */
  Environment withDefaultFile(Path directory, Problems problems) {
    Path path = directory.resolve(".env");
    return Files.isRegularFile(path) && !files.contains(path) ? withFile(path, problems) : this;
  }

  private Environment withFile(Path path, Problems problems) {
    List<Path> read = new ArrayList<>(files);
    read.add(path);
    Map<String, String> all = new LinkedHashMap<>(values);
    try {
      String text = TextFile.read(path);
      all.putAll(
          Dotenv.parse(
              path.toString(), text, outer, values::get, name -> unset(path, name, problems)));
    } catch (SourceException e) {
      problems.add(e);
    } catch (JstackException e) {
      problems.failure(Code.BAD_ENV_FILE, SourceLocation.of(path.toString()), "env file", e);
    }
    return new Environment(outer, read, all);
  }

  private static void unset(Path path, String name, Problems problems) {
    problems.warn(
        Code.UNSET_VARIABLE, SourceLocation.of(path.toString()), Interpolator.unset(name));
  }
}
