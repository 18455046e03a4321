package dev.jstack.runtime.launch;

/** A place in a launch list to jump to; placed once, before or after its jumps are added. */
final class Label {
  private int index = -1;

  void place(int at) {
    index = at;
  }

  int index() {
    if (index < 0) {
      throw new IllegalStateException("label was not placed");
    }
    return index;
  }
}
