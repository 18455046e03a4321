package dev.jstack.runtime.build;

/** A value that steps may see and that ends up in no layer, no history and no cache key. */
public sealed interface BuildSecret {
  /** The bytes of a file, absolute path. */
  record File(java.nio.file.Path path) implements BuildSecret {}

  /** A value that the caller has read already. */
  record Value(String text) implements BuildSecret {
    @Override
    public String toString() {
      return "Value[…]";
    }
  }
}
