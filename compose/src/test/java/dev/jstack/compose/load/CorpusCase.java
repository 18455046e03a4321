package dev.jstack.compose.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project of the corpus, and what docker compose made of it: JSON, or an error. A {@code .cases}
 * file has many of them: {@code ==== name}, then parts that begin with {@code ---- file NAME},
 * {@code ---- arguments}, {@code ---- json} and {@code ---- error}.
 */
record CorpusCase(
    String name, Map<String, String> files, List<String> arguments, @Nullable String json) {
  private static final String CASE = "==== ";
  private static final String PART = "---- ";

  static List<CorpusCase> read(Path file) throws IOException {
    List<CorpusCase> cases = new ArrayList<>();
    String[] texts = ("\n" + Files.readString(file)).split("\n" + CASE, -1);
    for (int i = 1; i < texts.length; i++) {
      cases.add(parse(texts[i]));
    }
    return cases;
  }

  private static CorpusCase parse(String text) {
    String[] parts = text.split("\n" + PART, -1);
    Map<String, String> files = new LinkedHashMap<>();
    List<String> arguments = List.of();
    String json = null;
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      String head = end < 0 ? parts[i] : parts[i].substring(0, end);
      String body = end < 0 ? "" : parts[i].substring(end + 1);
      switch (head) {
        case "arguments" -> arguments = List.of(body.strip().split(" ", -1));
        case "json" -> json = body;
        case "error" -> {}
        default -> files.put(head.substring("file ".length()), body + "\n");
      }
    }
    return new CorpusCase(parts[0].strip(), files, arguments, json);
  }

  /** Writes the files into a directory of the case's name. */
  Path write(Path parent) throws IOException {
    Path directory = Files.createDirectories(parent.resolve(name));
    for (var file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return directory;
  }

  LoadRequest request(Path directory) {
    LoadRequest request = LoadRequest.in(directory, Map.of("HOME", "/root"));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "-f" -> names.add(arguments.get(++i));
        case "--profile" -> request = request.withProfiles(arguments.get(++i));
        default -> request = request.withServices(arguments.get(i).substring(1));
      }
    }
    return names.isEmpty() ? request : request.withFiles(names.toArray(String[]::new));
  }
}
