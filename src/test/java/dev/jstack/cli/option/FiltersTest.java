package dev.jstack.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  @Test
  void valuesOfOneNameAreAlternatives() {
    var filters = filters("name=web", "name=db");

    assertThat(filters.any("name", "db"::equals)).isTrue();
    assertThat(filters.any("name", "cache"::equals)).isFalse();
    assertThat(filters.any("id", _ -> false)).isTrue();
  }

  @Test
  void labelsMustAllBeThere() {
    var filters = filters("label=tier=front", "label=team");

    assertThat(filters.labels(Map.of("tier", "front", "team", ""))).isTrue();
    assertThat(filters.labels(Map.of("tier", "back", "team", ""))).isFalse();
    assertThat(filters.labels(Map.of("tier", "front"))).isFalse();
  }

  @Test
  void noneOfTheUnwantedLabelsMayBeThere() {
    var filters = filters("label!=keep", "label!=tier=front");

    assertThat(filters.labels(Map.of("tier", "back"))).isTrue();
    assertThat(filters.labels(Map.of("keep", "yes"))).isFalse();
    assertThat(filters.labels(Map.of("tier", "front"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"until=2h", "until=2026-03-04T10:00:00Z", "until=1772618400"})
  void untilIsAnAgeOrATime(String text) {
    assertThat(filters(text).until(NOON)).contains(Instant.parse("2026-03-04T10:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bogus=1", "until", "dangling=maybe", "until=soon"})
  void whatIsNoFilterIsRefused(String text) {
    assertThatThrownBy(
            () -> {
              var filters = filters(text);
              assertThat(filters.flag("dangling")).isEmpty();
              assertThat(filters.until(NOON)).isEmpty();
            })
        .hasMessageStartingWith("invalid ")
        .hasMessageContaining(text.replace("until=", ""));
  }

  @Test
  void valuesThatCannotBeAreRefused() {
    var filters = filters("name=a", "name=b");

    filters.expect("name", Set.of("a", "b")::contains, "a or b");
    filters.expect("id", _ -> false, "nothing");
    assertThatThrownBy(() -> filters.expect("name", "a"::equals, "a"))
        .hasMessage("invalid filter \"name=b\": expected a");
  }

  private static Filters filters(String... texts) {
    return new Filters(List.of(texts), "dangling", "id", "label", "label!", "name", "until");
  }
}
