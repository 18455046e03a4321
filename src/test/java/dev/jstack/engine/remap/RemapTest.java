package dev.jstack.engine.remap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemapTest {
  private static final List<String> PASSWD =
      List.of("root:x:0:0:root:/root:/bin/sh", "anna:x:1001:1001::/home/anna:/bin/sh");
  private static final List<String> GROUP = List.of("root:x:0:", "anna:x:1001:", "staff:x:50:");
  private static final List<String> RANGES =
      List.of(
          "# ours",
          "dockremap:100000:65536",
          "anna:200000:1000",
          "1001:300000:500",
          "staff:400000:10",
          "root:0:65536");

  private final Remap remap = new Remap(PASSWD, GROUP, RANGES, RANGES);

  @Test
  void theDefaultIsDockersUserWhichNeedsNoAccount() {
    assertThat(remap.map("default").users()).hasToString("0 100000 65536\n");
    assertThat(remap.map("default").groups()).hasToString("0 100000 65536\n");
    assertThat(remap.map("dockremap")).isEqualTo(remap.map("default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna", "1001", "anna:anna", "1001:1001", "anna:1001"})
  void allLinesOfAUserFollowEachOther(String option) {
    assertThat(remap.map(option).users()).hasToString("0 200000 1000\n1000 300000 500\n");
    assertThat(remap.map(option).groups()).hasToString("0 200000 1000\n1000 300000 500\n");
  }

  @Test
  void aGroupOfItsOwnHasItsOwnRanges() {
    assertThat(remap.map("anna:staff").groups()).hasToString("0 400000 10\n");
    assertThat(remap.map("anna:50").groups()).hasToString("0 400000 10\n");
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, no user",
    "anna:nobody, no group",
    "4711, no user",
    "anna:, invalid",
    ":anna, invalid",
    "a:b:c, invalid",
    "root, the host's root"
  })
  void whatCannotBeIsToldWithItsReason(String option, String reason) {
    assertThatThrownBy(() -> remap.map(option))
        .hasMessageContaining("jstack.userns-remap")
        .hasMessageContaining(reason);
  }

  @Test
  void withoutRangesItSaysWhatToAdd() {
    var bare = new Remap(PASSWD, GROUP, RANGES, List.of());
    assertThatThrownBy(() -> bare.map("default"))
        .hasMessageContaining("/etc/subgid has no ids for \"dockremap\"")
        .extracting("hint")
        .asString()
        .contains("echo dockremap:100000:65536 >> /etc/subgid");
  }
}
