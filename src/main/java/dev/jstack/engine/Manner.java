package dev.jstack.engine;

/**
 * In which way a command changes projects.
 *
 * @param rehearsal plans are made, and nothing is done
 * @param parallel how many operations may be under way at once; less than 1: no limit
 * @param command who it is, for others that have to wait
 */
public record Manner(boolean rehearsal, int parallel, String command) {
  /** The engine itself. */
  static final Manner PLAIN = new Manner(false, -1, "the engine");
}
