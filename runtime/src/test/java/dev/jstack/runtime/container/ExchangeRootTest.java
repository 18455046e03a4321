package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.MountSpec.Bind;
import dev.jstack.runtime.container.MountSpec.Tmpfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who shares a volume exchanges the place of a mount for a link, all the time
 * (CVE-2021-30465, CVE-2024-45310). {@code -Djstack.exchanges=500} is the long form.
 */
@Tag("root")
class ExchangeRootTest {
  private static final int STARTS = Integer.getInteger("jstack.exchanges", 60);

  /** renameat2(a, b, RENAME_EXCHANGE) for ever. */
  private static final String FLIP =
      "while (1) { syscall(316, -100, 'place', -100, 'link', 2); select undef, undef, undef, rand"
          + " 0.002 }";

  @TempDir private Path directory;
  @AutoClose private RuntimeFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
  }

  @Test
  void theMountIsInsideOrTheStartFails() throws Exception {
    var outside = Files.createDirectories(directory.resolve("outside"));
    Files.createDirectories(outside.resolve("old"));
    var shared = Files.createDirectories(directory.resolve("shared"));
    Files.createDirectories(shared.resolve("place/old"));
    Files.createSymbolicLink(shared.resolve("link"), outside);
    var results = new TreeSet<String>();

    var flip = new ProcessBuilder("perl", "-e", FLIP).directory(shared.toFile()).start();
    try {
      for (int i = 0; i < STARTS; i++) {
        results.add(start(shared, i % 2 == 0 ? "old" : "new" + i));
      }
    } finally {
      flip.destroyForcibly().waitFor();
    }

    assertThat(results).isSubsetOf(Set.of("started", "refused")).contains("started");
    assertThat(outside.toFile().list()).containsExactly("old");
    assertThat(outside.resolve("old")).isEmptyDirectory();
    assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
        .noneMatch(line -> line.contains(directory.toString()));
  }

  private String start(Path shared, String name) throws InterruptedException {
    String target = "/shared/place/" + name;
    var container =
        fixture.create(
            Specs.shell(
                "echo x > " + target + "/file",
                new Bind(shared.toString(), "/shared", false, true, ""),
                new Tmpfs(target, false, null, null, "")));
    try {
      fixture.runtime.start(container, ContainerNetwork.none());
      fixture.end(container);
      return "started";
    } catch (JstackException e) {
      return "refused";
    } finally {
      fixture.runtime.remove(container, true);
    }
  }
}
