package dev.jstack.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.cli.option.ListingOptions;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageSpace;
import dev.jstack.runtime.image.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageRowsTest {
  private static final Instant MADE = Instant.parse("2026-03-04T10:00:00.9Z");
  private static final Instant NOW = Instant.parse("2026-03-04T10:00:05Z");
  private static final String HEX = "ab".repeat(32);
  private static final String FIRST = "sha256:" + "1".repeat(64);
  private static final String SECOND = "sha256:" + "2".repeat(64);

  private final ImageRows rows = new ImageRows(new ListingOptions(), NOW);

  @Test
  void eachWantedNameHasARow() {
    var found = rows.of(image("web:1", "web:2", "db:1"), List.of(), name -> isWeb(name), 2);

    assertThat(found)
        .extracting(row -> row.get("Repository") + ":" + row.get("Tag"))
        .containsExactly("web:1", "web:2");
    assertThat(found.getFirst())
        .containsEntry("ID", "abababababab")
        .containsEntry("Containers", "2")
        .containsEntry("Size", "2.07MB")
        .containsEntry("VirtualSize", "2.066MB")
        .containsEntry("CreatedSince", "5 seconds ago");
  }

  @Test
  void anImageWithoutANameIsNone() {
    assertThat(rows.of(image(), List.of(), _ -> true, 0))
        .singleElement()
        .satisfies(row -> assertThat(shown(row)).isEqualTo("<none>:<none>@<none>"));
  }

  @Test
  void anImageThatWasPulledByDigestHasItsRepository() {
    assertThat(rows.of(image(), references("web@" + FIRST), _ -> true, 0))
        .singleElement()
        .satisfies(row -> assertThat(shown(row)).isEqualTo("web:<none>@" + FIRST));
  }

  @Test
  void eachDigestOfANamesRepositoryHasARow() {
    var digests = references("web@" + FIRST, "web@" + SECOND, "db@" + SECOND);

    assertThat(rows.of(image("web:1", "cache:1"), digests, _ -> true, 0))
        .extracting(ImageRowsTest::shown)
        .containsExactly("web:1@" + FIRST, "web:1@" + SECOND, "cache:1@<none>");
  }

  @Test
  void spaceIsSharedAndUnique() {
    assertThat(rows.of(new ImageSpace(image("web:1"), 2_000_000, 65_619, 1)))
        .containsEntry("SharedSize", "2MB")
        .containsEntry("UniqueSize", "65.62kB")
        .containsEntry("Containers", "1");
  }

  private static boolean isWeb(ImageReference name) {
    return name.familiarName().equals("web");
  }

  private static String shown(Map<String, Object> row) {
    return row.get("Repository") + ":" + row.get("Tag") + "@" + row.get("Digest");
  }

  private static ImageEntry image(String... names) {
    return new ImageEntry(
        new Digest(HEX), references(names), MADE, 2_065_619, new Platform("linux", "amd64", ""));
  }

  private static List<ImageReference> references(String... names) {
    return Stream.of(names).map(ImageReference::parse).toList();
  }
}
