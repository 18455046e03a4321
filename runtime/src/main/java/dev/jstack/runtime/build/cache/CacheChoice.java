package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.build.cache.CacheRecord.Kind;
import dev.jstack.runtime.image.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses what a policy takes. Layers that several records have are freed with the last one. */
final class CacheChoice {
  private final CachePolicy policy;
  private final Set<Digest> imageLayers;
  private final Instant now;
  private final Map<Digest, Integer> users = new HashMap<>();
  private long used;

  private CacheChoice(CachePolicy policy, Set<Digest> imageLayers, Instant now) {
    this.policy = policy;
    this.imageLayers = imageLayers;
    this.now = now;
  }

  /**
   * @param imageLayers layers that images have as well
   * @param free bytes of the disk
   */
  static List<CacheRecord> of(
      List<CacheRecord> records,
      CachePolicy policy,
      Set<Digest> imageLayers,
      long free,
      Instant now) {
    var choice = new CacheChoice(policy, imageLayers, now);
    records.stream().filter(record -> policy.kinds().contains(record.kind())).forEach(choice::add);
    return choice.choose(records, free);
  }

  private void add(CacheRecord record) {
    boolean first =
        record.layer().isEmpty() || users.merge(record.layer().get(), 1, Integer::sum) == 1;
    used += first ? record.bytes() : 0;
  }

  private List<CacheRecord> choose(List<CacheRecord> records, long free) {
    long kept = policy.keptBytes(used, free);
    var chosen = new ArrayList<CacheRecord>();
    for (var record : oldestFirst(records)) {
      if (used <= kept && kept > 0) {
        break;
      }
      chosen.add(record);
      boolean last =
          record.layer().isEmpty() || users.merge(record.layer().get(), -1, Integer::sum) == 0;
      used -= last ? record.bytes() : 0;
    }
    return chosen;
  }

  private List<CacheRecord> oldestFirst(List<CacheRecord> records) {
    return records.stream()
        .filter(this::mayGo)
        .sorted(Comparator.comparing(CacheRecord::lastUsed))
        .toList();
  }

  private boolean mayGo(CacheRecord record) {
    boolean shared =
        record.kind() == Kind.STEP && record.layer().filter(imageLayers::contains).isPresent();
    return policy.kinds().contains(record.kind())
        && !record.inUse()
        && (policy.shared() || !shared)
        && !record.lastUsed().plus(policy.unusedFor()).isAfter(now);
  }
}
