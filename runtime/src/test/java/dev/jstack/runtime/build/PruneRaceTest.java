package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.build.cache.CachePolicy;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageUsage;
import dev.jstack.runtime.image.ImageUser;
import dev.jstack.runtime.image.Layer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is pruned again and again, while images are built, loaded and used. */
@Tag("root")
class PruneRaceTest {
  private static final int ENOUGH = 20;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  @TempDir Path folder;
  private BuildFixture fixture;
  private final AtomicInteger pruned = new AtomicInteger();
  private final AtomicInteger used = new AtomicInteger();
  private final AtomicInteger builds = new AtomicInteger();

  @BeforeEach
  void open() {
    fixture = new BuildFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
    fixture.images.close();
  }

  private final ImageUsage usage =
      new ImageUsage() {
        @Override
        public List<ImageUser> containers(Digest image) {
          return List.of();
        }

        @Override
        public Set<Digest> cachedLayers() {
          return fixture.builder.cache().layers();
        }
      };

  @Test
  void nobodyEverMissesALayer() throws Exception {
    fixture.file("file", "content");
    fixture.file("other", "other content");
    byte[] archive = archive();
    try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
      var running = new ArrayList<Future<?>>();
      running.add(threads.submit(() -> repeat(this::prune)));
      running.add(
          threads.submit(() -> repeat(() -> build("one", "COPY file /a\nCOPY other /b\n"))));
      running.add(
          threads.submit(() -> repeat(() -> build("two", "COPY other /b\nCOPY file /a\n"))));
      running.add(
          threads.submit(
              () -> repeat(() -> fixture.images.load(new ByteArrayInputStream(archive), null))));
      running.add(threads.submit(() -> repeat(this::use)));
      for (Future<?> each : running) {
        each.get();
      }
    }

    assertThat(fixture.images.check()).isEmpty();
    assertThat(isEnough()).as("%s pruned, %s built, %s used", pruned, builds, used).isTrue();
  }

  private Void repeat(Callable<?> action) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!isEnough() && System.nanoTime() < end) {
      action.call();
    }
    return null;
  }

  private boolean isEnough() {
    return Math.min(pruned.get(), Math.min(builds.get(), used.get())) >= ENOUGH;
  }

  private byte[] archive() throws IOException {
    build("saved", "COPY file /saved\n");
    var archive = new ByteArrayOutputStream();
    fixture.images.save(List.of("saved"), archive);
    return archive.toByteArray();
  }

  private int prune() {
    fixture.builder.cache().prune(CachePolicy.all(), Set.of());
    int removed = fixture.images.prune(_ -> true, usage).deleted().size();
    fixture.images.sweepLayers(usage);
    return pruned.addAndGet(removed);
  }

  /** As {@code up} does: built, and then a container of it. */
  private int build(String name, String steps) {
    try (var _ = fixture.images.layers().lease()) {
      var source = BuildSource.inline(fixture.context, "FROM scratch\n" + steps);
      var request = new BuildRequest(source, BuildOptions.defaults(), List.of(name), Map.of());
      var result = fixture.builder.build(request, _ -> {});
      try (var hold = fixture.images.hold(result.image().toString())) {
        assertWhole(hold.image().layers());
      }
    }
    return builds.incrementAndGet();
  }

  /** As {@code run} does with whatever there is. */
  private int use() {
    for (String name : List.of("one", "two", "saved")) {
      try (var hold = fixture.images.hold(name)) {
        assertWhole(hold.image().layers());
        used.incrementAndGet();
      } catch (NotFoundException e) {
        // It was pruned before.
      }
    }
    return used.get();
  }

  private static void assertWhole(List<Layer> layers) {
    for (Layer layer : layers) {
      assertThat(layer.alias()).isNotEmptyDirectory();
    }
  }
}
