package dev.jstack.cli.image;

import dev.jstack.cli.option.Filters;
import dev.jstack.engine.Images;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.source.PathPattern;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which images {@code images} lists and {@code image prune} removes. */
public final class ImageFilter {
  private final Images images;
  private final Filters filters;
  private final List<PathPattern> references;
  private final Optional<Boolean> dangling;
  private final Optional<Instant> until;
  private final List<Instant> before;
  private final List<Instant> since;

  private ImageFilter(Images images, Filters filters, @Nullable String wanted, Instant now) {
    this.images = images;
    this.filters = filters;
    this.references =
        Stream.concat(filters.values("reference").stream(), Stream.ofNullable(wanted))
            .map(PathPattern::component)
            .toList();
    this.dangling = filters.flag("dangling");
    this.until = filters.until(now);
    this.before = filters.values("before").stream().map(this::created).toList();
    this.since = filters.values("since").stream().map(this::created).toList();
  }

  /** For lists; {@code wanted} is one more reference. */
  static ImageFilter listing(
      Images images, List<String> texts, @Nullable String wanted, Instant now) {
    var filters =
        new Filters(texts, "before", "dangling", "label", "label!", "reference", "since", "until");
    return new ImageFilter(images, filters, wanted, now);
  }

  /** For prunes, which only know some of it. */
  public static ImageFilter pruning(Images images, Filters filters, Instant now) {
    return new ImageFilter(images, filters, null, now);
  }

  private Instant created(String image) {
    return created(images.created(images.require(image)));
  }

  private static Instant created(@Nullable Instant instant) {
    return instant == null ? Instant.EPOCH : instant;
  }

  /** Whether nothing leads to it: what was pulled by a digest has that for a name. */
  public boolean isDangling(ImageEntry image) {
    return image.isDangling() && images.digests(image.id()).isEmpty();
  }

  /** Whether it is chosen, whatever its names. */
  public boolean matches(ImageEntry image) {
    Instant created = created(image.created());
    return dangling.map(wanted -> wanted == isDangling(image)).orElse(true)
        && until.map(created::isBefore).orElse(true)
        && before.stream().allMatch(created::isBefore)
        && since.stream().allMatch(created::isAfter)
        && (!asksForLabels() || filters.labels(labels(image)));
  }

  private boolean asksForLabels() {
    return filters.names("label") || filters.names("label!");
  }

  private Map<String, String> labels(ImageEntry image) {
    try {
      return images.require(image.id().toString()).config().run().labels();
    } catch (JstackException e) {
      return Map.of(); // it is damaged
    }
  }

  /** Whether a list of names was asked for; an image without any is in none. */
  boolean choosesNames() {
    return !references.isEmpty();
  }

  boolean matches(ImageReference name) {
    return references.isEmpty()
        || references.stream()
            .anyMatch(one -> one.matches(name.familiar()) || one.matches(name.familiarName()));
  }
}
