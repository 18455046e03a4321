package dev.jstack.runtime.launch;

import org.jspecify.annotations.Nullable;

/**
 * A few instructions that do one thing, and that thing in words: {@code mount("proc" on "/proc",
 * nosuid,nodev,noexec)}. Never contains values of variables.
 *
 * @param words what it does, as a call
 * @param program its failure means that the program cannot be run (126, 127), not that the start is
 *     broken (125)
 * @param executable what is to be executed, null in steps before that
 */
record Step(String words, boolean program, @Nullable String executable) {
  Step(String words, boolean program) {
    this(words, program, null);
  }
}
