package dev.jstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Known escapes from containers and the test that holds for each: {@code escapes.tsv} is the list
 * (name, what happens, test).
 */
class EscapesTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final String BARE_PID = "Signal.send(";

  private record Escape(String name, String what, String test) {}

  private static List<Escape> escapes() throws IOException {
    try (var in = EscapesTest.class.getResourceAsStream("escapes.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(fields -> new Escape(fields[0], fields[1], fields[2]))
          .toList();
    }
  }

  @Test
  void everyKnownEscapeHasItsTest() throws IOException {
    assertThat(escapes())
        .hasSizeGreaterThan(40)
        .allSatisfy(escape -> {
          int hash = escape.test().indexOf('#');
          String method = escape.test().substring(hash + 1);
          var annotated =
              Pattern.compile(
                  "@(Test|ParameterizedTest)\\b(?:(?!@Disabled|\\bvoid\\b).)*\\bvoid "
                      + method
                      + "\\(",
                  Pattern.DOTALL);
          assertThat(Files.readString(file(escape.test().substring(0, hash))))
              .as(escape.name())
              .containsPattern(annotated);
        });
  }

  private static Path file(String name) {
    boolean program = name.startsWith("src:");
    var sources = TOP.resolve(program ? "src/test/java/dev/jstack" : "runtime/src/test/java");
    String path = program ? name.substring(4) : "dev.jstack.runtime." + name;
    return sources.resolve(path.replace('.', '/') + ".java");
  }

  /**
   * A number may be another process's by the time the signal is sent. Only members of a frozen
   * cgroup and the group of our own unreaped child are signalled so.
   */
  @Test
  void signalsGoToDescriptorsNotToNumbers() throws IOException {
    var users = new ArrayList<String>();
    for (String module : List.of("runtime/src", "networking/src", "compose/src", "src")) {
      try (Stream<Path> files = Files.walk(TOP.resolve(module).resolve("main/java"))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (file.toString().endsWith(".java") && Files.readString(file).contains(BARE_PID)) {
            users.add(file.getFileName().toString());
          }
        }
      }
    }
    assertThat(users)
        .containsExactlyInAnyOrder("V1Cgroup.java", "V2Cgroup.java", "RunningExec.java");
  }
}
