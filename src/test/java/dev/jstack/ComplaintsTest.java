package dev.jstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What people complain about in containers' networks and the test that holds for each: {@code
 * complaints.tsv} is the list (complaint, what happens here, test).
 */
class ComplaintsTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();

  @Test
  void everyComplaintHasItsTest() throws IOException {
    try (var in = ComplaintsTest.class.getResourceAsStream("complaints.tsv")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
          .hasSizeGreaterThan(25)
          .allSatisfy(line -> {
            var fields = line.split("\t", -1);
            int hash = fields[2].indexOf('#');
            var method = fields[2].substring(hash + 1);
            var tested =
                "@(Test|ParameterizedTest)\\b(?:(?!\\bvoid\\b).)*\\bvoid " + method + "\\(";
            assertThat(Files.readString(file(fields[2].substring(0, hash))))
                .as(fields[0])
                .containsPattern(Pattern.compile(tested, Pattern.DOTALL));
          });
    }
  }

  private static Path file(String name) {
    boolean program = name.startsWith("src:");
    var sources =
        program ? "src/test/java/dev/jstack" : "networking/src/test/java/dev/jstack/networking";
    var path = name.substring(name.indexOf(':') + 1).replace('.', '/') + ".java";
    return TOP.resolve(sources).resolve(path);
  }
}
