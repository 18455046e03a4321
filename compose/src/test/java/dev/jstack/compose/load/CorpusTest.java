package dev.jstack.compose.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several hundred projects, each attribute in each form: jstack prints the JSON that docker compose
 * printed, and refuses what it refused. The exceptions are listed in {@code exceptions}, and must
 * still be some.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/dev/jstack/compose/corpus");

  @TempDir private Path temporary;

  static List<String> groups() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".cases"))
          .map(name -> name.substring(0, name.length() - 6))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void makesOfEachProjectWhatDockerComposeMakes(String group) throws IOException {
    Map<String, String> differing = new TreeMap<>();
    for (CorpusCase each : CorpusCase.read(CORPUS.resolve(group + ".cases"))) {
      String difference = difference(each);
      if (difference != null) {
        differing.put(each.name(), difference);
      }
    }
    List<String> expected = exceptions(group);
    assertThat(differing.keySet())
        .as(() -> String.join("\n", differing.values()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> exceptions(String group) throws IOException {
    return Files.readAllLines(CORPUS.resolve("exceptions")).stream()
        .filter(line -> line.startsWith(group + ": "))
        .map(line -> line.substring(group.length() + 2).split(" ", 2)[0])
        .toList();
  }

  private @Nullable String difference(CorpusCase each) throws IOException {
    Path directory = each.write(temporary);
    String actual;
    try {
      actual = ConfigWriter.json(ProjectLoader.load(each.request(directory)).canonical());
    } catch (JstackException e) {
      return each.json() == null ? null : each.name() + " refuses: " + e.getMessage();
    }
    if (each.json() == null) {
      return each.name() + " accepts";
    }
    String ours = actual.replace(temporary.toString(), "/projects");
    return tree(ours).equals(tree(each.json())) ? null : each.name() + ":\n" + ours;
  }

  private static Map<String, ?> tree(String json) {
    return Json.readObject(json.getBytes(StandardCharsets.UTF_8), "json");
  }
}
