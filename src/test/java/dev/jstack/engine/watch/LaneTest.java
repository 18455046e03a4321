package dev.jstack.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.engine.watch.Debounce.Pace;
import dev.jstack.runtime.linux.RawPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {
  private record Below(String prefix) implements Trigger {
    @Override
    public boolean concerns(RawPath path) {
      return path.bytes().startsWith(prefix);
    }
  }

  private static final Below A = new Below("a");
  private static final Below AB = new Below("ab");

  private final AtomicLong clock = new AtomicLong();
  private final List<Map<Below, SortedSet<RawPath>>> done = new CopyOnWriteArrayList<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Lane<Below> lane =
      new Lane<>(
          "test",
          List.of(A, AB),
          new Pace(Duration.ofMillis(40), Duration.ofMillis(250)),
          new Lane.Work<>() {
            @Override
            public void run(Map<Below, SortedSet<RawPath>> changes) {
              done.add(changes);
            }

            @Override
            public void end() {
              ended.set(true);
            }
          },
          clock::get);

  @AfterEach
  void close() {
    lane.close();
  }

  @Test
  void changesThatComeTogetherAreOneBatchForAllTheyConcern() {
    lane.start();
    lane.changed(List.of(path("a1"), path("ab"), path("x")));
    lane.changed(List.of(path("a2")));
    clock.set(Duration.ofMillis(40).toNanos());

    await().atMost(Duration.ofSeconds(5)).until(() -> !done.isEmpty());
    assertThat(done.getFirst().get(A)).containsExactly(path("a1"), path("a2"), path("ab"));
    assertThat(done.getFirst().get(AB)).containsExactly(path("ab"));
  }

  @Test
  void changesBeforeTheStartAreNotLost() {
    lane.changed(List.of(path("a1")));
    clock.set(Duration.ofSeconds(1).toNanos());
    lane.start();

    await().atMost(Duration.ofSeconds(5)).until(() -> done.size() == 1);
  }

  @Test
  void whatIsLeftAtTheEndIsHandedBack() {
    lane.start();
    lane.changed(List.of(path("a1"), path("b")));

    assertThat(lane.close()).containsExactly(path("a1"));
    assertThat(done).isEmpty();
    assertThat(ended).isTrue();
  }

  private static RawPath path(String text) {
    return RawPath.of(text);
  }
}
