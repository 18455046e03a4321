package dev.jstack.cli.image;

import dev.jstack.cli.option.ListingOptions;
import dev.jstack.console.Human;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageSpace;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Images by Docker's field names, a row for each of their names. */
public final class ImageRows {
  private static final String NONE = "<none>";
  private static final String UNKNOWN = "N/A";
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z z", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final ListingOptions options;
  private final Instant now;

  public ImageRows(ListingOptions options, Instant now) {
    this.options = options;
    this.now = now;
  }

  /**
   * The rows of the names that are {@code wanted}; one without a name if it has none. A name whose
   * repository knows the image by digests has a row for each of {@code digests}.
   */
  public List<Map<String, Object>> of(
      ImageEntry image,
      List<ImageReference> digests,
      Predicate<ImageReference> wanted,
      long containers) {
    if (image.isDangling()) {
      return List.of(unnamed(image, digests, containers));
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ImageReference name : image.references()) {
      if (wanted.test(name)) {
        Map<String, Object> row = row(image, name, containers);
        List<String> known = digests(digests, name);
        rows.add(row);
        known.stream().limit(1).forEach(digest -> row.put("Digest", digest));
        known.stream().skip(1).forEach(digest -> rows.add(with(row, digest)));
      }
    }
    return rows;
  }

  /** What was pulled by a digest shows its repository. */
  private Map<String, Object> unnamed(
      ImageEntry image, List<ImageReference> digests, long containers) {
    return row(image, digests.isEmpty() ? null : digests.getFirst(), containers);
  }

  private static List<String> digests(List<ImageReference> digests, ImageReference name) {
    return digests.stream()
        .filter(digest -> digest.familiarName().equals(name.familiarName()))
        .map(digest -> String.valueOf(digest.digest()))
        .toList();
  }

  private static Map<String, Object> with(Map<String, Object> row, String digest) {
    Map<String, Object> other = new LinkedHashMap<>(row);
    other.put("Digest", digest);
    return other;
  }

  /** One row of {@code system df -v}. */
  public Map<String, Object> of(ImageSpace space) {
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
    row.put("Digest", name == null || name.digest() == null ? NONE : name.digest().toString());
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
  public static String since(@Nullable Instant created, Instant now) {
    return created == null ? UNKNOWN : Human.ago(created.truncatedTo(ChronoUnit.SECONDS), now);
  }
}
