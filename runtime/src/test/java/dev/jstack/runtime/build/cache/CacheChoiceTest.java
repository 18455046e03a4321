package dev.jstack.runtime.build.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.build.cache.CacheRecord.Kind;
import dev.jstack.runtime.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheChoiceTest {
  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
  private static final List<CacheRecord> RECORDS =
      List.of(
          step("old", "layer-a", 100, 9),
          step("new", "layer-b", 100, 0),
          step("older twin of new", "layer-b", 100, 8),
          step("of an image", "layer-c", 100, 7),
          mount("mount", 50, 3, false),
          mount("busy mount", 50, 9, true));

  private static CacheRecord step(String name, String layer, long bytes, int days) {
    return record(Kind.STEP, name, Optional.of(digest(layer)), bytes, days, false);
  }

  private static CacheRecord mount(String name, long bytes, int days, boolean inUse) {
    return record(Kind.MOUNT, name, Optional.empty(), bytes, days, inUse);
  }

  private static CacheRecord record(
      Kind kind, String name, Optional<Digest> layer, long bytes, int days, boolean inUse) {
    var used = NOW.minus(Duration.ofDays(days));
    return new CacheRecord(digest(name), kind, name, layer, bytes, Instant.EPOCH, used, inUse);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> chosen(CachePolicy policy, long free) {
    return CacheChoice.of(RECORDS, policy, Set.of(digest("layer-c")), free, NOW).stream()
        .map(CacheRecord::description)
        .toList();
  }

  private static CachePolicy policy(
      boolean shared, int days, long reserved, long maxUsed, long minFree) {
    var kinds = Set.of(Kind.values());
    return new CachePolicy(kinds, shared, Duration.ofDays(days), reserved, maxUsed, minFree);
  }

  @Test
  void everythingIsAllThatNobodyUsesOldestFirst() {
    assertThat(chosen(CachePolicy.all(), 0))
        .containsExactly("old", "older twin of new", "of an image", "mount", "new");
  }

  @Test
  void whatImagesHaveStaysUnlessAllIsAskedFor() {
    assertThat(chosen(policy(false, 0, 0, 0, 0), 0)).doesNotContain("of an image").hasSize(4);
  }

  @Test
  void whatWasUsedLatelyStays() {
    assertThat(chosen(policy(true, 8, 0, 0, 0), 0)).containsExactly("old", "older twin of new");
  }

  @Test
  void noMoreGoesThanTheBoundNeedsAndSharedLayersCountOnce() {
    // 400 bytes; the twin's layer is still the new one's.
    assertThat(chosen(policy(true, 0, 0, 300, 0), 0)).containsExactly("old");
    assertThat(chosen(policy(true, 0, 0, 299, 0), 0))
        .containsExactly("old", "older twin of new", "of an image");
  }

  @Test
  void theReservedSpaceIsKeptWhateverTheDiskLacks() {
    assertThat(chosen(policy(true, 0, 250, 0, 1000), 0))
        .containsExactly("old", "older twin of new", "of an image");
    assertThat(chosen(policy(true, 0, 0, 0, 1000), 950)).containsExactly("old");
    assertThat(chosen(policy(true, 0, 0, 0, 1000), 2000)).isEmpty();
    assertThat(chosen(policy(true, 0, 300, 0, 0), 0)).containsExactly("old");
  }

  @Test
  void mountsAloneCanBeTaken() {
    assertThat(chosen(CachePolicy.all().of(Set.of(Kind.MOUNT)), 0)).containsExactly("mount");
  }
}
