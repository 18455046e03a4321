package dev.jstack.runtime.image;

import java.nio.file.Path;

/** Something in the store that isn't what it was. */
sealed interface StoreDamage {
  /** What is wrong, for the user. */
  String reason();

  /** The layer's files are not those of its diff id. */
  record OfLayer(Digest diffId, String reason) implements StoreDamage {}

  /** The image can't be used: its config is damaged or gone, or one of its layers is. */
  record OfImage(Digest id, String reason) implements StoreDamage {}

  /** A file of ours that is wrong by itself, and that nothing needs in this state. */
  record OfFile(Path file, String reason) implements StoreDamage {}
}
