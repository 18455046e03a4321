package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a user may say which image: a whole id, a name, or the beginning of an id, in this order. */
final class ImageLookup {
  private static final String ALGORITHM = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,64}");

  private final ImageIndex index;

  ImageLookup(ImageIndex index) {
    this.index = index;
  }

  Optional<Digest> find(String text) {
    String hex = hex(text);
    boolean isHex = HEX.matcher(hex).matches();
    if (isHex && hex.length() == 64) {
      return Optional.of(new Digest(hex)).filter(index::contains);
    }
    var named = ImageReference.tryParse(text).flatMap(this::named);
    if (named.isPresent() || !isHex) {
      return named;
    }
    return beginning(hex);
  }

  /** Adds what {@code text} means to the images and the names to save them under. */
  void choose(String text, Map<Digest, List<ImageReference>> chosen) {
    var tags = isRepository(text) ? tagsOf(ImageReference.parse(text)) : List.<ImageReference>of();
    for (ImageReference tag : tags) {
      chosen.computeIfAbsent(index.named(tag).orElseThrow(), _ -> new ArrayList<>()).add(tag);
    }
    if (!tags.isEmpty()) {
      return;
    }
    var id = find(text).orElseThrow(() -> new NotFoundException("image", text));
    var names = chosen.computeIfAbsent(id, _ -> new ArrayList<>());
    if (!isId(text, id)) {
      names.add(ImageReference.parse(text));
    }
  }

  private static boolean isRepository(String text) {
    return !text.contains("@")
        && text.indexOf(':', text.lastIndexOf('/') + 1) < 0
        && ImageReference.tryParse(text).isPresent();
  }

  private List<ImageReference> tagsOf(ImageReference name) {
    return index.ids().stream()
        .flatMap(id -> index.namesOf(id).stream())
        .filter(other ->
            other.registry().equals(name.registry())
                && other.repository().equals(name.repository()))
        .toList();
  }

  /** A digest in a name wins over its tag: a registry's, or the image's id. */
  private Optional<Digest> named(ImageReference name) {
    var digest = name.digest();
    return digest == null
        ? index.named(name)
        : index
            .named(name.withDigest(digest))
            .or(() -> Optional.of(digest).filter(index::contains));
  }

  private Optional<Digest> beginning(String hex) {
    List<Digest> ids = index.ids().stream().filter(id -> id.hex().startsWith(hex)).toList();
    if (ids.size() > 1) {
      throw new JstackException("multiple IDs found with provided prefix: " + hex);
    }
    return ids.stream().findFirst();
  }

  /** Whether {@code text} is an id or the beginning of this one, and not a name. */
  static boolean isId(String text, Digest id) {
    return id.hex().startsWith(hex(text));
  }

  private static String hex(String text) {
    return text.startsWith(ALGORITHM) ? text.substring(ALGORITHM.length()) : text;
  }
}
