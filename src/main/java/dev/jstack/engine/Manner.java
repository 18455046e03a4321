package dev.jstack.engine;

/**
 * In which way a command changes projects.
 *
 * @param rehearsal plans are made, and nothing is done
 * @param parallel how many operations may be under way at once; less than 1: no limit
 * @param ignoreOrphans say nothing of containers whose service is gone
 * @param command who it is, for others that have to wait
 */
public record Manner(boolean rehearsal, int parallel, boolean ignoreOrphans, String command) {
  /** The engine itself. */
  static final Manner PLAIN = new Manner(false, -1, false, "the engine");
}
