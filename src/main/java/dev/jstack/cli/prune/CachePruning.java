package dev.jstack.cli.prune;

import dev.jstack.cli.image.ImageRows;
import dev.jstack.console.Human;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.CachePolicy;
import dev.jstack.runtime.build.cache.CacheRecord;
import dev.jstack.runtime.build.cache.CacheRecord.Kind;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes records out of the build cache, and shows them. */
public final class CachePruning {
  private static final int ID_LENGTH = 12;
  private static final String STEP = "regular";
  private static final String MOUNT = "exec.cachemount";

  private final Engine engine;

  public CachePruning(Engine engine) {
    this.engine = engine;
  }

  /**
   * What went.
   *
   * @param bytes that are free now: not those of layers that images have
   */
  record Pruned(List<CacheRecord> records, long bytes) {}

  Pruned prune(CachePolicy policy) {
    Set<Digest> kept = imageLayers();
    List<CacheRecord> gone = engine.builds().prune(policy, kept);
    Set<Digest> counted = new HashSet<>(kept);
    engine.builds().records().forEach(record -> record.layer().ifPresent(counted::add));
    long bytes = 0;
    for (CacheRecord record : gone) {
      boolean first = record.layer().map(counted::add).orElse(true);
      bytes += first ? record.bytes() : 0;
    }
    return new Pruned(latestFirst(gone), bytes);
  }

  /** The layers that images have, whatever becomes of the cache. */
  public Set<Digest> imageLayers() {
    return engine.images().list().stream()
        .flatMap(image -> engine.images().layers(image).stream())
        .map(Layer::diffId)
        .collect(Collectors.toSet());
  }

  /** By their last use. */
  public static List<CacheRecord> latestFirst(List<CacheRecord> records) {
    return records.stream().sorted(Comparator.comparing(CacheRecord::lastUsed).reversed()).toList();
  }

  public static Map<String, Object> row(CacheRecord record, Instant now) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ID", record.id().hex().substring(0, ID_LENGTH));
    row.put("CacheType", record.kind() == Kind.STEP ? STEP : MOUNT);
    row.put("Description", record.description());
    row.put("Size", Human.size(record.bytes()));
    row.put("CreatedSince", ImageRows.since(record.created(), now));
    row.put("Used", ImageRows.since(record.lastUsed(), now));
    return row;
  }

  static Kind kind(String type) {
    return switch (type) {
      case STEP -> Kind.STEP;
      case MOUNT -> Kind.MOUNT;
      default ->
          throw new JstackException(
              "invalid filter \"type=" + type + "\": expected " + STEP + " or " + MOUNT);
    };
  }
}
