package dev.jstack.compose.plan;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code down}.
 *
 * @param services only these, with the networks and volumes that are theirs alone; empty for all
 * @param removeOrphans containers of services that are not in the file go too
 * @param volumes named and anonymous volumes go too
 * @param images references to remove ({@code --rmi}), chosen by the caller
 * @param timeoutMillis for stops, or null for each container's own
 */
public record DownOptions(
    List<String> services,
    boolean removeOrphans,
    boolean volumes,
    Set<String> images,
    @Nullable Long timeoutMillis) {
  /** Plain {@code down}. */
  public static DownOptions defaults() {
    return new DownOptions(List.of(), false, false, Set.of(), null);
  }
}
