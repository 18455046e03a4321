package dev.jstack.cli.build;

import dev.jstack.console.Invocation;
import dev.jstack.console.Palette;
import dev.jstack.console.Terminal;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.BuildEvent;
import dev.jstack.runtime.build.BuildListener;

/** Shows a build on the caller's standard error until it is closed. */
interface BuildDisplay extends BuildListener, AutoCloseable {
  @Override
  void close();

  /** {@code --progress}; {@code auto} is what BUILDKIT_PROGRESS says, or else what suits. */
  static BuildDisplay open(String asked, Invocation invocation) {
    String mode =
        asked.equals("auto")
            ? invocation.environment().getOrDefault("BUILDKIT_PROGRESS", "auto")
            : asked;
    return switch (mode) {
      case "auto" -> isLive(invocation) ? screen(invocation) : new BuildLines(invocation.err());
      case "plain" -> new BuildLines(invocation.err());
      case "tty" -> screen(invocation);
      case "rawjson" -> new BuildJson(invocation.err());
      case "quiet", "none" -> quiet();
      default ->
          throw new JstackException(
              "invalid progress \"" + mode + "\": expected auto, plain, tty, quiet or rawjson");
    };
  }

  private static boolean isLive(Invocation invocation) {
    return invocation.terminal().isTerminal(Terminal.Stream.ERR)
        && !"dumb".equals(invocation.environment().get("TERM"))
        && !invocation.environment().containsKey("CI");
  }

  private static BuildDisplay screen(Invocation invocation) {
    return new BuildScreen(
        invocation.err(), invocation.terminal(), Palette.of(invocation), System::nanoTime);
  }

  /** Nothing at all. */
  static BuildDisplay quiet() {
    return new BuildDisplay() {
      @Override
      public void on(BuildEvent event) {}

      @Override
      public void close() {}
    };
  }
}
