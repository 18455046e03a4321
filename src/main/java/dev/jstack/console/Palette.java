package dev.jstack.console;

/** Colours of text on a terminal, or none of them (no-color.org). */
public enum Palette {
  COLORED,
  PLAIN;

  /** Colours if the caller's standard error is a terminal that wants them. */
  public static Palette of(Invocation invocation) {
    var unwanted = invocation.environment().getOrDefault("NO_COLOR", "");
    return unwanted.isEmpty() && invocation.terminal().isTerminal(Terminal.Stream.ERR)
        ? COLORED
        : PLAIN;
  }

  public String red(String text) {
    return paint(31, text);
  }

  String green(String text) {
    return paint(32, text);
  }

  public String yellow(String text) {
    return paint(33, text);
  }

  public String blue(String text) {
    return paint(34, text);
  }

  private String paint(int color, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + color + "m" + text + "\u001b[0m";
  }
}
