package dev.jstack.compose.yaml;

import dev.jstack.runtime.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys with values, in the order written. */
public record Mapping(SourceLocation location, Map<String, Entry> entries, Directive directive)
    implements Node {
  /** A value, and the place of its key. */
  public record Entry(SourceLocation key, Node value) {
    /** An entry that stands where its value stands. */
    public static Entry of(Node value) {
      return new Entry(value.location(), value);
    }

    /** The same, whose key and value came through something. */
    public Entry through(String way) {
      return new Entry(key.through(way), value.through(way));
    }
  }

  public Mapping {
    entries = Entries.copyOf(entries);
  }

  /** A mapping that stands where {@code place} stands. */
  public static Mapping at(Node place, Map<String, Entry> entries) {
    return new Mapping(place.location(), entries, Directive.NONE);
  }

  /** A mapping with nothing in it. */
  public static Mapping empty(SourceLocation location) {
    return new Mapping(location, Map.of(), Directive.NONE);
  }

  public Set<String> keys() {
    return entries.keySet();
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The value, or null if there is none. */
  public @Nullable Node get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** The value if it is a mapping, else one with nothing in it. */
  public Mapping mapping(String key) {
    return get(key) instanceof Mapping mapping ? mapping : empty(place(key));
  }

  /** The value if it is a list, else one with nothing in it. */
  public Sequence sequence(String key) {
    return get(key) instanceof Sequence sequence
        ? sequence
        : new Sequence(place(key), List.of(), Directive.NONE);
  }

  /** The value's text; null if there is none or if it is null. */
  public @Nullable String text(String key) {
    return get(key) instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : null;
  }

  /** Whether the value is the boolean true. */
  public boolean isTrue(String key) {
    return get(key) instanceof Scalar scalar && Boolean.TRUE.equals(scalar.value());
  }

  /** Where the key is, or else where this mapping is. */
  public SourceLocation place(String key) {
    Entry entry = entries.get(key);
    return entry == null ? location : entry.key();
  }

  /** With the key set; a key that exists keeps its place among the others. */
  public Mapping with(String key, Node value) {
    Map<String, Entry> copy = new LinkedHashMap<>(entries);
    Entry old = copy.get(key);
    copy.put(key, new Entry(old == null ? value.location() : old.key(), value));
    return withEntries(copy);
  }

  public Mapping without(String key) {
    Map<String, Entry> copy = new LinkedHashMap<>(entries);
    copy.remove(key);
    return withEntries(copy);
  }

  /** With other entries; the map given must not change any more. */
  public Mapping withEntries(Map<String, Entry> other) {
    return new Mapping(location, Entries.of(other), directive);
  }

  @Override
  public Mapping at(SourceLocation place) {
    return new Mapping(place, entries, directive);
  }

  @Override
  public Mapping with(Directive other) {
    return new Mapping(location, entries, other);
  }
}
