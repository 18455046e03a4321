package dev.jstack.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prints lines of several containers under one another, each with the container's name in the
 * colour of its service. Colours are handed out in the order of the services' names, whether they
 * are shown or not, so they are stable. Thread-safe; a line is never torn.
 */
public final class LogPrinter {
  /** How lines look. */
  public record Style(boolean colors, boolean prefix, boolean timestamps) {}

  private static final int[] COLORS = {36, 33, 32, 35, 34};
  private static final int INTENSE = 60;
  private static final Pattern NUMBER = Pattern.compile("[-_]\\d+$");

  private final PrintStream out;
  private final Style style;
  private final List<String> services;
  private int width;
  private Consumer<Runnable> place = Runnable::run;
  private @Nullable String heading;

  /**
   * A printer of containers' lines.
   *
   * @param shown names of the containers, {@code web-1}; others may follow
   * @param services all of the project
   */
  public LogPrinter(PrintStream out, Style style, List<String> shown, Collection<String> services) {
    this.out = out;
    this.style = style;
    this.services = new ArrayList<>(services.stream().sorted().distinct().toList());
    this.width = shown.stream().mapToInt(String::length).max().orElse(0);
  }

  /** What is drawn on the same terminal makes room for each line by {@code place}. */
  public synchronized void through(Consumer<Runnable> other) {
    place = other;
  }

  /** Comes before the first line, or when {@link #begin} is called. */
  public synchronized void heading(String text) {
    heading = text;
  }

  /** Prints the heading, unless that has happened. */
  public synchronized void begin() {
    if (heading != null) {
      String text = heading;
      heading = null;
      place.accept(() -> out.println(text));
    }
  }

  /** One line of a container's output, without its newline. */
  public synchronized void line(String name, String timestamp, byte[] text) {
    begin();
    place.accept(() -> print(name, timestamp, text));
  }

  /** In one piece: progress may be drawn on the same terminal. */
  private void print(String name, String timestamp, byte[] text) {
    String head =
        (style.prefix() ? prefix(name) : "") + (style.timestamps() ? timestamp + " " : "");
    var line = new ByteArrayOutputStream(head.length() + text.length + 1);
    line.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    line.writeBytes(text);
    line.write('\n');
    out.write(line.toByteArray(), 0, line.size());
  }

  /** A word of jstack's own about a container: {@code web-1 exited with code 0}. */
  public synchronized void note(String name, String text) {
    begin();
    String shown = style.prefix() && style.colors() ? colored(name, name) : name;
    place.accept(() -> out.println(shown + " " + text));
  }

  /** Prints something else, never in the middle of a line. */
  public synchronized void apart(Runnable printing) {
    begin();
    place.accept(printing);
  }

  private String prefix(String name) {
    width = Math.max(width, name.length());
    String head = String.format(Locale.ROOT, "%-" + (width + 1) + "s | ", name);
    return style.colors() ? colored(name, head) : head;
  }

  private String colored(String name, String text) {
    String service = NUMBER.matcher(name).replaceFirst("");
    if (!services.contains(service)) {
      services.add(service);
    }
    int place = services.indexOf(service);
    int color = COLORS[place % COLORS.length] + (place / COLORS.length % 2) * INTENSE;
    return "\u001b[" + color + "m" + text + "\u001b[0m";
  }
}
