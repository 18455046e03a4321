package dev.jstack.runtime.dockerfile;

import java.util.List;

/** What RUN, CMD, ENTRYPOINT and HEALTHCHECK start: a line for the shell, or an argument list. */
public sealed interface Command {
  /** Text for the SHELL of the stage. */
  record Line(String text) implements Command {}

  /** JSON form: started as it is. */
  record Arguments(List<String> list) implements Command {
    public Arguments {
      list = List.copyOf(list);
    }
  }

  /** The argument list, with this shell before a line; empty for an empty argument list. */
  default List<String> argv(List<String> shell) {
    return switch (this) {
      case Line(var text) -> {
        var all = new java.util.ArrayList<>(shell);
        all.add(text);
        yield List.copyOf(all);
      }
      case Arguments(var list) -> list;
    };
  }
}
