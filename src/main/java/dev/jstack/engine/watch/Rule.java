package dev.jstack.engine.watch;

import dev.jstack.compose.model.Hook;
import dev.jstack.runtime.linux.RawPath;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code develop.watch}, or one that {@code --auto} adds.
 *
 * @param root what is watched, below {@code /}, without links on the way
 * @param target where it goes in the container's root, for actions that sync
 * @param exec for {@code sync+exec}
 */
record Rule(
    String service,
    Action action,
    RawPath root,
    RawPath target,
    PathFilter filter,
    boolean initialSync,
    @Nullable Hook exec)
    implements Trigger {
  @Override
  public boolean concerns(RawPath path) {
    return filter.accepts(path);
  }

  /** Where a path at or below the root goes. */
  RawPath targetOf(RawPath path) {
    return target.resolve(PathFilter.below(path, root));
  }
}
