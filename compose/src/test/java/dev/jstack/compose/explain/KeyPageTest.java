package dev.jstack.compose.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.compose.shape.ShapeTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPageTest {
  @Test
  void everyKeyOfTheTableIsExplained() {
    List<String> missing = new ArrayList<>();
    ShapeTable table = ShapeTable.compose();
    for (String mapping : table.names()) {
      for (String key : table.keys(mapping).keys().keySet()) {
        if (KeyText.of(mapping, key) == null) {
          missing.add(mapping + "." + key);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void aPageSaysWhatItMeansAndHowItIsWritten() {
    assertThat(KeyPage.of("depends_on"))
        .hasValue(
            """
            services.NAME.depends_on
              Services that are started before this one and stopped after it. A condition says what
              is waited for.

              form      a list, each item a string; or a mapping of names, each to a mapping
              default   service_started
              example   depends_on: {db: {condition: service_healthy, restart: true}}
              jstack    While it waits, jstack says for what, with the last probe's output.
              keys      condition (required), restart, required
            """);
  }

  @Test
  void aKeyThatIsNotHonouredSaysWhy() {
    assertThat(KeyPage.of("services.web.storage_opt"))
        .hasValueSatisfying(
            page -> assertThat(page).contains("not honoured, with a warning (JS601): the size of"));
  }

  @ParameterizedTest
  @CsvSource({
    "ports, services.NAME.ports",
    "services.ports, services.NAME.ports",
    "services.web.ports, services.NAME.ports",
    "services.web.ports[0].target, services.NAME.ports.target",
    "build.args, services.NAME.build.args",
    "networks.front.ipam.config.subnet, networks.NAME.ipam.config.subnet",
    "name, name",
  })
  void keysAreFoundByNameAndByPath(String key, String path) {
    assertThat(KeyPage.of(key))
        .hasValueSatisfying(page -> assertThat(page).startsWith(path + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prots", "services.web.prots", "ports.nothing", ""})
  void thereIsNoPageOfWhatIsNoKey(String key) {
    assertThat(KeyPage.of(key)).isEmpty();
  }
}
