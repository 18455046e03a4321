package dev.jstack.runtime.image;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image as a list shows it.
 *
 * @param references its names, sorted; none for a dangling image ({@code <none>})
 * @param created of its config, null if that doesn't say
 * @param size the bytes of its layers' files
 */
public record ImageEntry(
    Digest id,
    List<ImageReference> references,
    @Nullable Instant created,
    long size,
    Platform platform) {
  public ImageEntry {
    references = List.copyOf(references);
  }

  public boolean isDangling() {
    return references.isEmpty();
  }
}
