package dev.jstack.compose.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Pairs of files: {@code x.yaml} and what is expected of it in {@code x.<kind>}. A run with
 * GOLDEN_UPDATE=1 in the environment writes the expected files anew.
 */
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/dev/jstack/compose");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOME", "/home/me", "SET", "value", "EMPTY", "");

  private Golden() {}

  /** Names of the cases of a folder. */
  public static List<String> cases(String folder) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".yaml") && name.indexOf('.') == name.length() - 5)
          .map(name -> name.substring(0, name.length() - 5))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The absolute path of a file of a case. */
  public static Path file(String folder, String name) {
    return ROOT.resolve(folder).resolve(name).toAbsolutePath();
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A project of one file, in an environment with {@code SET} and {@code EMPTY}. */
  public static LoadRequest request(String folder, String... files) {
    Path directory = ROOT.resolve(folder).toAbsolutePath();
    return LoadRequest.in(directory, ENVIRONMENT).withFiles(files);
  }

  /** Compares with the expected file; the folder's path reads {@code /project}. */
  public static void check(String folder, String name, String actual) {
    Path expected = file(folder, name);
    String text = actual.replace(ROOT.resolve(folder).toAbsolutePath().toString(), "/project");
    try {
      if (System.getenv("GOLDEN_UPDATE") != null) {
        Files.writeString(expected, text);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(text).isEqualTo(read(expected));
  }
}
