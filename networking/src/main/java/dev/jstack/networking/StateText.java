package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What networking keeps on disk: lines of a key and fields with tabs between them. A key may come
 * several times. Files are replaced whole, so a reader never sees half of one.
 */
final class StateText {
  private final List<List<String>> lines = new ArrayList<>();

  /** Adds a line. */
  StateText add(String key, String... fields) {
    lines.add(Stream.concat(Stream.of(key), Stream.of(fields)).toList());
    return this;
  }

  StateText addAll(String key, List<String> fields) {
    return add(key, fields.toArray(String[]::new));
  }

  /** The only field of the only line with this key. */
  String one(String key) {
    return optional(key).orElseThrow(() -> new JstackException("no \"" + key + "\" in state"));
  }

  Optional<String> optional(String key) {
    return all(key).stream().flatMap(List::stream).findFirst();
  }

  /** The fields of each line with this key. */
  List<List<String>> all(String key) {
    return lines.stream()
        .filter(line -> line.getFirst().equals(key))
        .map(line -> line.subList(1, line.size()))
        .toList();
  }

  /** The fields of the first line with this key; none without such a line. */
  List<String> list(String key) {
    return all(key).stream().findFirst().orElse(List.of());
  }

  /** The first two fields of each line with this key. */
  Map<String, String> map(String key) {
    var map = new HashMap<String, String>();
    all(key).forEach(line -> map.put(line.get(0), line.get(1)));
    return map;
  }

  static StateText parse(String text) {
    var state = new StateText();
    text.lines()
        .forEach(line ->
            state.lines.add(Stream.of(line.split("\t", -1)).map(StateText::unescape).toList()));
    return state;
  }

  static StateText read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  void write(Path file) {
    var temporary = file.resolveSibling("." + file.getFileName());
    try {
      Files.write(temporary, toString().getBytes(StandardCharsets.UTF_8));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new JstackException("cannot write " + file, e);
    }
  }

  @Override
  public String toString() {
    return lines.stream()
        .map(line -> line.stream().map(StateText::escape).collect(Collectors.joining("\t")) + "\n")
        .collect(Collectors.joining());
  }

  private static String escape(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    var text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        char code = field.charAt(++i);
        c = code == 't' ? '\t' : code == 'n' ? '\n' : code == 'r' ? '\r' : code;
      }
      text.append(c);
    }
    return text.toString();
  }
}
