package dev.jstack.cli;

import dev.jstack.console.Human;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageSpace;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Images by Docker's field names, a row for each of their names. */
final class ImageRows {
  private static final String NONE = "<none>";
  private static final String UNKNOWN = "N/A";
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z z", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final ListingOptions options;
  private final Instant now;

  ImageRows(ListingOptions options, Instant now) {
    this.options = options;
    this.now = now;
  }

  /** The rows of the names that are {@code wanted}; one without a name if it has none. */
  List<Map<String, Object>> of(
      ImageEntry image, Predicate<ImageReference> wanted, long containers) {
    return image.isDangling()
        ? List.of(row(image, null, containers))
        : image.references().stream()
            .filter(wanted)
            .map(name -> row(image, name, containers))
            .toList();
  }

  /** One row of {@code system df -v}. */
  Map<String, Object> of(ImageSpace space) {
    ImageEntry image = space.image();
    Map<String, Object> row =
        row(image, image.isDangling() ? null : image.references().getFirst(), space.containers());
    row.put("SharedSize", Human.size(space.sharedBytes(), 4));
    row.put("UniqueSize", Human.size(space.uniqueBytes(), 4));
    return row;
  }

  private Map<String, Object> row(
      ImageEntry image, @Nullable ImageReference name, long containers) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Containers", Long.toString(containers));
    row.put("CreatedAt", image.created() == null ? UNKNOWN : CREATED.format(image.created()));
    row.put("CreatedSince", since(image.created(), now));
    row.put("Digest", NONE);
    row.put("ID", options.id(image.id().toString()));
    row.put("Repository", name == null ? NONE : name.familiarName());
    row.put("Tag", name == null ? NONE : Objects.requireNonNullElse(name.tag(), NONE));
    row.put("Size", Human.size(image.size()));
    row.put("SharedSize", UNKNOWN);
    row.put("UniqueSize", UNKNOWN);
    row.put("VirtualSize", Human.size(image.size(), 4));
    return row;
  }

  /** Docker knows the whole second only. */
  static String since(@Nullable Instant created, Instant now) {
    return created == null ? UNKNOWN : Human.ago(created.truncatedTo(ChronoUnit.SECONDS), now);
  }
}
