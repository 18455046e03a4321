package dev.jstack.compose.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code develop.watch}.
 *
 * @param path absolute path on the host
 * @param action {@code rebuild}, {@code sync}, {@code restart}, {@code sync+restart}, {@code
 *     sync+exec}
 * @param target path in the container, for the sync actions
 * @param exec for {@code sync+exec}
 */
public record WatchRule(
    String path,
    String action,
    @Nullable String target,
    List<String> ignore,
    List<String> include,
    boolean initialSync,
    @Nullable Hook exec) {
  public WatchRule {
    ignore = List.copyOf(ignore);
    include = List.copyOf(include);
  }
}
