package dev.jstack.runtime.launch;

/** A word of the playing process; both sides of a clone keep theirs. */
record Register(int number) {
  static final int COUNT = 32;

  /** Where results go that nobody asked for. */
  static final Register LAST = new Register(0);
}
