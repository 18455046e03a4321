package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What builds have noted of their steps for others; stored as JSON, always the same for the same
 * steps.
 *
 * @param steps key of a step to what it came to; its layer need not be kept anywhere
 * @param contents selection of files in layers to the digest of what is in them
 * @param layers the diff ids of the layers that are kept with it, where their order counts
 */
public record CacheTable(
    Map<String, CacheEntry> steps, Map<String, String> contents, List<String> layers) {
  public static final CacheTable EMPTY = new CacheTable(Map.of(), Map.of(), List.of());

  public CacheTable(
      @Nullable Map<String, CacheEntry> steps,
      @Nullable Map<String, String> contents,
      @Nullable List<String> layers) {
    this.steps = sorted(steps);
    this.contents = sorted(contents);
    this.layers = layers == null ? List.of() : List.copyOf(layers);
  }

  private static <V> Map<String, V> sorted(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
  }

  public static CacheTable of(Map<Digest, CacheEntry> steps, Map<Digest, Digest> contents) {
    var entries = new TreeMap<String, CacheEntry>();
    steps.forEach((key, entry) -> entries.put(key.hex(), entry.at(0)));
    var selections = new TreeMap<String, String>();
    contents.forEach((selection, content) -> selections.put(selection.hex(), content.toString()));
    return new CacheTable(entries, selections, List.of());
  }

  /** Throws for what is no such table; {@code subject} names it. */
  public static CacheTable parse(byte[] json, String subject) {
    var table = Json.read(json, CacheTable.class, subject);
    try {
      table.steps.forEach((key, entry) -> {
        var _ = new Digest(key);
        var _ = entry.layer();
      });
      table.contents.forEach((selection, content) -> {
        var _ = new Digest(selection);
        var _ = Digest.parse(content);
      });
      var _ = table.kept();
      return table;
    } catch (IllegalArgumentException e) {
      throw new JstackException(subject + ": is no cache: " + e.getMessage(), e);
    }
  }

  public byte[] toJson() {
    return Json.write(this).getBytes(StandardCharsets.UTF_8);
  }

  public Optional<CacheEntry> step(Digest key) {
    return Optional.ofNullable(steps.get(key.hex()));
  }

  public Optional<Digest> content(Digest selection) {
    return Optional.ofNullable(contents.get(selection.hex())).map(Digest::parse);
  }

  /** The layers that steps have made. */
  public Set<Digest> made() {
    var made = new LinkedHashSet<Digest>();
    steps.values().forEach(entry -> entry.layer().ifPresent(made::add));
    return made;
  }

  /** The layers kept with it. */
  public List<Digest> kept() {
    return layers.stream().map(Digest::parse).toList();
  }

  public CacheTable withLayers(List<Digest> diffIds) {
    return new CacheTable(steps, contents, diffIds.stream().map(Digest::toString).toList());
  }

  /** Both; the other's entries count where they differ. */
  CacheTable with(CacheTable other) {
    var allSteps = new TreeMap<>(steps);
    allSteps.putAll(other.steps);
    var allContents = new TreeMap<>(contents);
    allContents.putAll(other.contents);
    return new CacheTable(allSteps, allContents, layers);
  }
}
