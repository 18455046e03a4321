package dev.jstack.compose.load;

import dev.jstack.runtime.JstackException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code errors/x.yaml} is refused with the text of {@code errors/x.errors}. */
class BadFilesTest {
  static List<String> cases() {
    return Golden.cases("errors");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemIsReportedWithItsPlace(String name) {
    Golden.check("errors", name + ".errors", problems(name));
  }

  private static String problems(String name) {
    try {
      LoadedProject loaded = ProjectLoader.load(Golden.request("errors", name + ".yaml"));
      StringBuilder text = new StringBuilder("loads with warnings\n");
      loaded.warnings().forEach(warning -> text.append(warning).append('\n'));
      return text.toString();
    } catch (JstackException e) {
      String hint = e.hint().map(h -> "\nhint: " + h).orElse("");
      return e.getMessage() + hint + "\n";
    }
  }
}
