package dev.jstack.runtime.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code image history}.
 *
 * @param id of the image, on the newest line alone; Docker writes {@code <missing>} elsewhere
 * @param size the bytes of the files in the step's layer, 0 where it has none
 */
public record HistoryLine(
    @Nullable Digest id, @Nullable Instant created, String createdBy, long size, String comment) {
  /** The steps of an image, newest first. Layers that no step accounts for come last. */
  public static List<HistoryLine> of(StoredImage image) {
    var layers = image.layers().iterator();
    var lines = new ArrayList<HistoryLine>();
    for (History step : image.config().history()) {
      long size = step.emptyLayer() || !layers.hasNext() ? 0 : layers.next().size();
      lines.addFirst(line(null, step, size));
    }
    while (layers.hasNext()) {
      lines.addFirst(new HistoryLine(null, null, "", layers.next().size(), ""));
    }
    if (!lines.isEmpty()) {
      var top = lines.removeFirst();
      lines.addFirst(
          new HistoryLine(image.id(), top.created(), top.createdBy(), top.size(), top.comment()));
    }
    return lines;
  }

  private static HistoryLine line(@Nullable Digest id, History step, long size) {
    return new HistoryLine(id, step.created(), step.createdBy(), size, step.comment());
  }
}
