package dev.jstack.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private final List<String> begun = new ArrayList<>();
  private final Slots slots = new Slots(1, Runnable::run);

  @Test
  void aSecondActionBeginsWhenTheFirstEnds() {
    CompletableFuture<String> first = new CompletableFuture<>();
    slots.run(() -> begin("first", first));
    CompletableFuture<?> second = slots.run(() -> begin("second", new CompletableFuture<>()));
    assertThat(begun).containsExactly("first");
    first.complete("done");
    assertThat(begun).containsExactly("first", "second");
    assertThat(second).isNotDone();
  }

  @Test
  void aFailureMakesRoomAsWell() {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<?> result = slots.run(() -> begin("first", first));
    slots.run(() -> begin("second", new CompletableFuture<>()));
    first.completeExceptionally(new IllegalStateException("no"));
    assertThat(result).isCompletedExceptionally();
    assertThat(begun).containsExactly("first", "second");
  }

  @Test
  void oneThatWasCancelledWhileItWaitedNeverBegins() {
    CompletableFuture<String> first = new CompletableFuture<>();
    slots.run(() -> begin("first", first));
    CompletableFuture<?> second = slots.run(() -> begin("second", new CompletableFuture<>()));
    slots.run(() -> begin("third", new CompletableFuture<>()));
    second.cancel(false);
    first.complete("done");
    assertThat(begun).containsExactly("first", "third");
  }

  private CompletableFuture<String> begin(String name, CompletableFuture<String> end) {
    begun.add(name);
    return end;
  }
}
