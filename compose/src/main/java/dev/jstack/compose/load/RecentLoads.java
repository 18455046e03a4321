package dev.jstack.compose.load;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last few projects that were loaded. A load depends on its request, which has all variables,
 * and on the files it looked at; where all of these are the same, so is the project. Only what
 * loads without an error is kept, and memory that runs short takes it away.
 */
final class RecentLoads {
  private static final int LOADS = 4;

  private record Load(LoadRequest request, FileView files, SoftReference<LoadedProject> project) {
    private @Nullable LoadedProject again(LoadRequest other) {
      LoadedProject loaded = request.equals(other) ? project.get() : null;
      return loaded != null && files.holds() ? loaded : null;
    }
  }

  private final Deque<Load> loads = new ArrayDeque<>();

  /** The project of a request, loaded if it may have changed. */
  LoadedProject of(LoadRequest request, Function<FileView, LoadedProject> loader) {
    LoadedProject known = find(request);
    if (known != null) {
      return known;
    }
    FileView files = new FileView(request.directory());
    LoadedProject loaded = loader.apply(files);
    keep(new Load(request, files, new SoftReference<>(loaded)));
    return loaded;
  }

  private synchronized @Nullable LoadedProject find(LoadRequest request) {
    return loads.stream()
        .map(load -> load.again(request))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private synchronized void keep(Load load) {
    loads.removeIf(old -> old.request().equals(load.request()) || old.project().refersTo(null));
    loads.addFirst(load);
    if (loads.size() > LOADS) {
      loads.removeLast();
    }
  }
}
