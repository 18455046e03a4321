package dev.jstack.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJournalTest {
  private final EventJournal journal = new EventJournal();
  private final List<String> heard = new ArrayList<>();

  @Test
  void aListenerHearsWhatHappenedSinceAndWhatHappens() {
    add(1, "create");
    add(2, "start");

    try (var _ = journal.listen(Instant.ofEpochSecond(2), event -> heard.add(event.action()))) {
      add(3, "die");
    }
    add(4, "destroy");

    assertThat(heard).containsExactly("start", "die");
  }

  @Test
  void onlyTheLatestAreKept() {
    for (int i = 0; i < 5000; i++) {
      add(i, Integer.toString(i));
    }

    journal.listen(Instant.EPOCH, event -> heard.add(event.action())).close();

    assertThat(heard).hasSize(2048).first().isEqualTo("2952");
  }

  @Test
  void theKindIsWhatStandsBeforeTheColon() {
    assertThat(EngineEvent.now("container", "exec_start: sh -c x", "1", Map.of()).kind())
        .isEqualTo("exec_start");
  }

  private void add(long second, String action) {
    journal.add(new EngineEvent(Instant.ofEpochSecond(second), "container", action, "1", Map.of()));
  }
}
