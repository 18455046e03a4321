package dev.jstack.runtime.launch;

/**
 * A few instructions that do one thing, and that thing in words: {@code mount("proc" on "/proc",
 * nosuid,nodev,noexec)}. Never contains values of variables.
 *
 * @param words what it does, as a call
 * @param program its failure means that the program cannot be run (126, 127), not that the start is
 *     broken (125)
 */
record Step(String words, boolean program) {}
