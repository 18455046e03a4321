package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class StartSpeedRootTest {
  @TempDir private Path directory;

  @Test
  void aContainerIsOverInMilliseconds() throws Exception {
    try (var fixture = new RuntimeFixture(directory)) {
      var total = new ArrayList<Double>();
      var started = new ArrayList<Double>();
      var created = new ArrayList<Double>();
      var removed = new ArrayList<Double>();
      for (int i = 0; i < 300; i++) {
        long a = System.nanoTime();
        var container = fixture.create(Specs.of(ProcessSpec.of(List.of("true"))));
        long b = System.nanoTime();
        fixture.runtime.start(container, ContainerNetwork.none());
        long c = System.nanoTime();
        fixture.runtime.awaitExit(container, RuntimeFixture.LONG);
        long d = System.nanoTime();
        fixture.runtime.remove(container, false);
        long e = System.nanoTime();
        if (i > 150) {
          created.add((b - a) / 1e6);
          started.add((c - b) / 1e6);
          total.add((d - a) / 1e6);
          removed.add((e - d) / 1e6);
        }
      }
      System.out.printf(
          "median ms: create %.2f start %.2f create+start+wait %.2f (min %.2f) remove %.2f%n",
          median(created), median(started), median(total), Collections.min(total), median(removed));
      assertThat(median(total)).isLessThan(100);
    }
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
