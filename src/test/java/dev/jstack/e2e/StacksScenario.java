package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The twelve real stacks, as far as they go without their images, which take minutes to make: their
 * files are right, and it is planned what they need. {@code samples/stacks/check} runs them.
 */
@Tag("root")
class StacksScenario {
  @Test
  void everyStackIsUnderstoodAndPlanned() throws IOException {
    try (var lab = new Lab()) {
      Path stacks = lab.sample("stacks");
      List<Path> all = stacks(stacks);
      assertThat(all).hasSize(12);
      for (Path stack : all) {
        lab.jstack(stack, "config", "--quiet").ok();
        String plan = lab.jstack(stack, "plan").out();
        for (String service :
            lab.jstack(stack, "config", "--services").ok().out().split("\n", -1)) {
          assertThat(plan).as(stack.toString()).contains(service);
        }
      }
      lab.jstack(stacks.resolve("images"), "config", "--quiet").ok();
    }
  }

  private static List<Path> stacks(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> Files.exists(child.resolve("check.sh"))).toList();
    }
  }
}
