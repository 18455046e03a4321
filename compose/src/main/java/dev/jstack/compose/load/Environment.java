package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.Dotenv;
import dev.jstack.compose.text.Template;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a project: what it sets itself, the caller's, then those of its env files.
 *
 * @param given win over all others
 * @param outer win over the files
 * @param files env files read, in order
 * @param values what the files define
 * @param view how files are seen
 */
record Environment(
    Map<String, String> given,
    Template.Lookup outer,
    List<Path> files,
    Map<String, Dotenv.Value> values,
    FileView view)
    implements Template.Lookup {

  static Environment of(Map<String, String> caller, FileView view) {
    return new Environment(Map.of(), caller::get, List.of(), Map.of(), view);
  }

  /** Variables of an included project: these win over its files. */
  Environment inner() {
    return new Environment(Map.of(), this, List.of(), Map.of(), view);
  }

  @Override
  public @Nullable String value(String name) {
    String value = given.containsKey(name) ? given.get(name) : outer.value(name);
    return value == null ? read(name) : value;
  }

  private @Nullable String read(String name) {
    Dotenv.Value value = values.get(name);
    return value == null ? null : value.text();
  }

  /** Where a variable is set: {@code .env:3:1}. */
  String origin(String name) {
    if (given.containsKey(name)) {
      return "the project";
    }
    if (outer.value(name) != null) {
      return outer instanceof Environment around ? around.origin(name) : "the environment";
    }
    Dotenv.Value value = values.get(name);
    return value == null ? "not set" : value.place().toString();
  }

  /** The texts of what the files define. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  /** With one more variable, which wins over all. */
  Environment with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(given);
    more.put(name, value);
    return new Environment(more, outer, files, values, view);
  }

  /** With these env files, which must exist. */
  Environment withFiles(List<Path> paths, Problems problems) {
    Environment result = this;
    for (Path path : paths) {
      if (view.isFile(path)) {
        result = result.withFile(path, problems);
      } else {
        problems.error(Code.NO_ENV_FILE, SourceLocation.of(shown(path)), "env file not found");
      }
    }
    return result;
  }

  /** With the directory's {@code .env}, if it has one. */
  Environment withDefaultFile(Path directory, Problems problems) {
    Path path = directory.resolve(".env");
    return view.isFile(path) && !files.contains(path) ? withFile(path, problems) : this;
  }

  /** A file's name in places. */
  String shown(Path path) {
    return view.shown(path);
  }

  private Environment withFile(Path path, Problems problems) {
    List<Path> read = new ArrayList<>(files);
    read.add(path);
    Map<String, Dotenv.Value> all = new LinkedHashMap<>(values);
    SourceLocation place = SourceLocation.of(shown(path));
    try {
      all.putAll(
          Dotenv.parse(
              place.file(),
              view.text(path),
              name -> given.containsKey(name) ? given.get(name) : outer.value(name),
              this::read,
              name -> problems.warn(Code.UNSET_VARIABLE, place, Interpolator.unset(name))));
    } catch (SourceException e) {
      problems.add(e);
    } catch (JstackException e) {
      problems.failure(Code.BAD_ENV_FILE, place, "env file", e);
    }
    return new Environment(given, outer, read, all, view);
  }
}
