package dev.jstack.engine.watch;

import dev.jstack.runtime.linux.RawPath;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What was copied into each service's containers since watching began: a container that is made
 * later gets the same.
 */
final class CopiedPaths {
  private final Map<String, Set<RawPath>> byService = new ConcurrentHashMap<>();

  Set<RawPath> of(String service) {
    return byService.computeIfAbsent(service, _ -> new ConcurrentSkipListSet<>());
  }
}
