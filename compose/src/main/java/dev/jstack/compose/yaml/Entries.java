package dev.jstack.compose.yaml;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a mapping, never changed again; each phase makes many, so none is copied twice.
 */
final class Entries extends AbstractMap<String, Mapping.Entry> {
  private final Map<String, Mapping.Entry> map;

  private Entries(Map<String, Mapping.Entry> map) {
    this.map = map;
  }

  static Entries copyOf(Map<String, Mapping.Entry> map) {
    return map instanceof Entries entries ? entries : new Entries(new LinkedHashMap<>(map));
  }

  /** Without a copy: the caller gives the map away. */
  static Entries of(Map<String, Mapping.Entry> map) {
    return map instanceof Entries entries ? entries : new Entries(map);
  }

  @Override
  public Mapping.@Nullable Entry get(@Nullable Object key) {
    return map.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return map.containsKey(key);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Mapping.Entry> action) {
    map.forEach(action);
  }

  @Override
  public Set<Map.Entry<String, Mapping.Entry>> entrySet() {
    return Collections.unmodifiableMap(map).entrySet();
  }
}
