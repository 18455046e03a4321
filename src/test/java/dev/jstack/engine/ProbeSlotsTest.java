package dev.jstack.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.engine.ProbeSlots.Slot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeSlotsTest {
  private final List<String> begun = new ArrayList<>();
  private final List<Slot> held = new ArrayList<>();
  private final ProbeSlots slots = new ProbeSlots(1, Runnable::run);

  @Test
  void onlySoManyRunAtOnce() {
    submit("a", false);
    submit("b", false);
    assertThat(begun).containsExactly("a");
  }

  @Test
  void whomSomebodyWaitsForGoesFirst() {
    submit("a", false);
    submit("b", false);
    submit("c", true);
    held.getFirst().close();
    assertThat(begun).containsExactly("a", "c");
  }

  @Test
  void aSlotGivenBackTwiceCountsOnce() {
    submit("a", false);
    submit("b", false);
    submit("c", false);
    held.getFirst().close();
    held.getFirst().close();
    assertThat(begun).containsExactly("a", "b");
  }

  private void submit(String name, boolean urgent) {
    slots.submit(
        urgent,
        slot -> {
          begun.add(name);
          held.add(slot);
        });
  }
}
