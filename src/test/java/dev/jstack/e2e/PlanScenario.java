package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** `plan` says what `up` would do, and `up` does just that. */
@Tag("root")
class PlanScenario {
  private static final String STACK =
      """
      services:
        web:
          image: host
          command: [sleep, infinity]
          environment: {GREETING: hello}
        db:
          image: host
          command: [sleep, infinity]
      """;

  @Test
  void oneChangedValueIsNamedAndRecreatesOneService() throws IOException {
    try (var lab = new Lab()) {
      Path stack = lab.stack("compose.yaml", STACK);
      assertThat(lab.jstack(stack, "plan").code()).isEqualTo(2);
      lab.jstack(stack, "up", "-d").ok();
      assertThat(lab.jstack(stack, "plan").ok().out()).contains("nothing to do");
      String web = id(lab, stack, "web");
      String db = id(lab, stack, "db");

      Files.writeString(stack.resolve("compose.yaml"), STACK.replace("hello", "hi"));
      var plan = lab.jstack(stack, "plan");
      assertThat(plan.code()).isEqualTo(2);
      assertThat(plan.out()).contains("web", "GREETING", "hello", "hi").doesNotContain("db");

      lab.jstack(stack, "up", "-d").ok();
      assertThat(id(lab, stack, "web")).isNotEqualTo(web);
      assertThat(id(lab, stack, "db")).isEqualTo(db);
      assertThat(lab.jstack(stack, "exec", "-T", "web", "printenv", "GREETING").ok().out())
          .isEqualTo("hi\n");
    }
  }

  private static String id(Lab lab, Path stack, String service) {
    return lab.jstack(stack, "ps", "-q", service).ok().out().strip();
  }
}
