package dev.jstack.runtime.registry;

/** Takes the progress of layers; called from several threads, must not block for long. */
@FunctionalInterface
public interface LayerListener {
  /**
   * What happens to a layer now.
   *
   * @param layer the first twelve digits of its digest
   * @param text as docker words it: {@code Downloading}
   * @param done bytes, of {@code total}; 0 of 0 if there is nothing to count
   */
  void on(String layer, String text, long done, long total);

  /** Drops everything. */
  static LayerListener none() {
    return (_, _, _, _) -> {};
  }
}
