package dev.jstack.runtime.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One FROM and what follows it, up to the next. */
public record Stage(int index, Instruction.From from, List<Instruction> instructions) {
  public Stage {
    instructions = List.copyOf(instructions);
  }

  /** In lower case, or null when it has none. */
  public @Nullable String name() {
    return from.name();
  }
}
