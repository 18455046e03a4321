package dev.jstack.console;

import dev.jstack.runtime.Event;

/** One resource of a live display: its last event, and the time it has taken. */
record ProgressRow(Event event, long begun, long changed) {
  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final long NANOS_PER_PICTURE = 100_000_000;

  static ProgressRow begin(Event event, long now) {
    return new ProgressRow(event, now, now);
  }

  ProgressRow next(Event next, long now) {
    return new ProgressRow(next, begun, now);
  }

  boolean isFinished() {
    return event.state() != Event.State.WORKING;
  }

  /** {@code ✔ Container p-db-1 Healthy 1.2s}, the time at the right edge of the window. */
  String draw(Palette palette, int nameWidth, int columns, long now) {
    String time = seconds((isFinished() ? changed : now) - begun);
    String name = event.resource() + " ".repeat(Math.max(0, nameWidth - event.resource().length()));
    String detail = event.detail() == null ? "" : " " + firstLine(event.detail());
    int room = columns - 1 - 3 - name.length() - 2 - 1 - time.length();
    String text = cut(event.text() + detail, room);
    String gap = " ".repeat(Math.max(1, room - text.length() + 1));
    return " "
        + mark(palette, now)
        + " "
        + name
        + "  "
        + color(palette, text)
        + gap
        + palette.blue(time);
  }

  private String mark(Palette palette, long now) {
    return switch (event.state()) {
      case WORKING -> {
        int picture = (int) (now / NANOS_PER_PICTURE % SPINNER.length());
        yield palette.blue(SPINNER.substring(picture, picture + 1));
      }
      case DONE -> palette.green("✔");
      case WARNING -> palette.yellow("!");
      case ERROR -> palette.red("✘");
    };
  }

  private String color(Palette palette, String text) {
    return switch (event.state()) {
      case WORKING -> palette.blue(text);
      case DONE -> palette.green(text);
      case WARNING -> palette.yellow(text);
      case ERROR -> palette.red(text);
    };
  }

  private static String seconds(long nanos) {
    long tenths = nanos / 100_000_000;
    return tenths / 10 + "." + tenths % 10 + "s";
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static String cut(String text, int room) {
    return text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + "…";
  }
}
