package dev.jstack.cli.project;

import dev.jstack.console.Footer;
import dev.jstack.console.Invocation;
import dev.jstack.console.Terminal;
import dev.jstack.console.Terminal.Stream;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Keys that do something while {@code up} shows logs, and the line that tells of them. */
final class KeyMenu implements AutoCloseable {
  /**
   * A key.
   *
   * @param label what it does now
   * @param action called on the reader's thread
   */
  record Key(char key, Supplier<String> label, Runnable action) {}

  private final Invocation invocation;
  private final List<Key> keys;
  private final Footer footer;
  private final Terminal.Restore mode;

  private KeyMenu(Invocation invocation, List<Key> keys) {
    this.invocation = invocation;
    this.keys = List.copyOf(keys);
    this.footer = new Footer(invocation.out(), invocation.terminal());
    this.mode = invocation.terminal().keys();
  }

  /** Whether there is somebody to press keys and to see what they do. */
  static boolean isPossible(Invocation invocation) {
    return invocation.terminal().isTerminal(Stream.IN)
        && invocation.terminal().isTerminal(Stream.OUT)
        && !"dumb".equals(invocation.environment().get("TERM"));
  }

  /** Shows the menu and listens until it is closed. */
  static KeyMenu open(Invocation invocation, List<Key> keys) {
    KeyMenu menu = new KeyMenu(invocation, keys);
    menu.refresh();
    Thread.ofPlatform().daemon().name("keys").start(menu::listen);
    return menu;
  }

  /** Prints above the line. */
  void above(Runnable printing) {
    footer.above(printing);
  }

  /** Shows what the keys do now. */
  void refresh() {
    footer.show(
        keys.stream()
            .map(key -> key.key() + " " + key.label().get())
            .collect(Collectors.joining("   ")));
  }

  private void listen() {
    try {
      for (int typed = invocation.in().read(); typed >= 0; typed = invocation.in().read()) {
        press((char) typed);
      }
    } catch (IOException e) {
      // The caller is gone, and its keys with it.
    }
  }

  private void press(char typed) {
    if (typed == '\n' || typed == '\r') {
      footer.above(invocation.out()::println);
    }
    for (Key key : keys) {
      if (key.key() == Character.toLowerCase(typed)) {
        key.action().run();
        refresh();
      }
    }
  }

  @Override
  public void close() {
    footer.close();
    mode.close();
  }
}
