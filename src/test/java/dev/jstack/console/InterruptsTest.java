package dev.jstack.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  private final Interrupts interrupts = new Interrupts();
  private final ArrayList<Signal> handled = new ArrayList<>();

  @Test
  void aSignalThatNobodyHandlesEndsTheCommand() {
    var ended = new ArrayList<String>();
    interrupts.otherwise(() -> ended.add("ended"));

    interrupts.raise(Signal.INT);

    assertThat(ended).containsExactly("ended");
    assertThat(interrupts.first()).contains(Signal.INT);
  }

  @Test
  void aHandlerGetsSignalsInsteadAlsoThoseFromBefore() {
    interrupts.raise(Signal.INT);
    try (var _ = interrupts.handle(handled::add)) {
      interrupts.raise(Signal.TERM);
    }
    interrupts.raise(Signal.HUP);

    assertThat(handled).containsExactly(Signal.INT, Signal.TERM);
    assertThat(interrupts.count()).isEqualTo(3);
  }

  @Test
  void aChangedWindowEndsNothing() {
    interrupts.raise(Signal.WINCH);

    assertThat(interrupts.count()).isZero();
  }
}
