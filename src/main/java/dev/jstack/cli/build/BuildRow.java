package dev.jstack.cli.build;

import dev.jstack.console.Palette;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** One step of a {@link BuildScreen}. */
final class BuildRow {
  private static final int TAIL = 6;
  private static final int TIME_WIDTH = 8;

  private enum State {
    RUNNING,
    CACHED,
    DONE,
    FAILED
  }

  private final String name;
  private final long began;
  private final Deque<String> tail = new ArrayDeque<>();
  private State state = State.RUNNING;
  private Duration took = Duration.ZERO;

  BuildRow(String name, long began) {
    this.name = name;
    this.began = began;
  }

  void say(String line) {
    if (tail.size() == TAIL) {
      tail.removeFirst();
    }
    tail.addLast(line);
  }

  void cached() {
    state = State.CACHED;
  }

  void done(Duration time) {
    state = State.DONE;
    took = time;
  }

  void failed(long now) {
    state = State.FAILED;
    took = Duration.ofNanos(now - began);
  }

  boolean isFinished() {
    return state != State.RUNNING;
  }

  /** Its line, and while it runs the last ones of its output. */
  List<String> draw(Palette palette, int columns, long now, boolean last) {
    List<String> lines = new ArrayList<>();
    double seconds = (isFinished() ? took.toNanos() : now - began) / 1e9;
    String time = String.format(Locale.ROOT, "%.1fs", seconds);
    String text =
        switch (state) {
          case RUNNING, DONE -> " => " + name;
          case CACHED -> " => CACHED " + name;
          case FAILED -> " => ERROR " + name;
        };
    int room = Math.max(1, columns - TIME_WIDTH);
    String line = padded(cut(text, room), room) + padLeft(time, TIME_WIDTH - 1);
    lines.add(
        switch (state) {
          case RUNNING -> line;
          case DONE, CACHED -> palette.blue(line);
          case FAILED -> palette.red(line);
        });
    if (state == State.RUNNING && !last) {
      tail.forEach(each -> lines.add(cut(" => => # " + printable(each), columns - 1)));
    }
    return lines;
  }

  /** Without what would move the cursor. */
  private static String printable(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints().forEach(c -> result.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return result.toString();
  }

  private static String cut(String text, int length) {
    String plain = printable(text);
    return plain.length() > length ? plain.substring(0, length) : plain;
  }

  private static String padded(String text, int length) {
    return text + " ".repeat(Math.max(0, length - text.length()));
  }

  private static String padLeft(String text, int length) {
    return " ".repeat(Math.max(0, length - text.length())) + text;
  }
}
