package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Everything a process sees and may do, for each variant of a service, beside what it sees and may
 * do in Docker. The variants are in {@code isolation/compose.yaml}, Docker's side in {@code
 * docker.txt} (made by {@code src/bench/isolation --golden}), and what differs on purpose, with its
 * reason, in {@code differences.txt}.
 */
@Tag("root")
class IsolationScenario {
  private static final Path FILES = Path.of("test/resources/dev/jstack/e2e/isolation");

  @Test
  void jstackPermitsNothingThatDockerDeniesAndEveryOtherDifferenceHasAReason() throws IOException {
    var docker = IsolationTable.read(Files.readAllLines(FILES.resolve("docker.txt")));
    Map<String, IsolationTable> own;
    try (var lab = new Lab()) {
      assumeTrue(lab.shell("command -v gcc").code() == 0, "gcc is not installed");
      own = tables(lab, docker.keySet().stream().toList());
    }
    var permitted = new ArrayList<String>();
    docker.forEach((variant, table) -> permitted.addAll(table.permittedOnlyBy(variant, own)));
    assertThat(permitted).as("what Docker denies and jstack permits").isEmpty();
    assumeTrue(
        IsolationTable.isOfThisKind(FILES.resolve("docker.txt")),
        "docker.txt was made on another kind of machine: only permissions were compared");

    var reasons = Differences.read(FILES.resolve("differences.txt"));
    docker.forEach((variant, table) -> reasons.check(variant, table, own.get(variant)));
    assertThat(reasons.withoutReason()).as("differences without a reason").isEmpty();
    assertThat(reasons.unused()).as("reasons without a difference").isEmpty();
  }

  private static Map<String, IsolationTable> tables(Lab lab, List<String> variants)
      throws IOException {
    Path stack = lab.stack();
    copy(FILES, stack);
    String compile = "cd " + stack + " && gcc -O1 -static -w -o probe probe.c";
    lab.shell(compile).ok();
    Files.writeString(stack.resolve(".env"), "HOST_NS=" + namespaces(lab.engine()) + "\n");
    lab.jstack(stack, "build", "-q", "-t", "isolation-probe", ".").ok();
    lab.jstack(stack, "up", "-d").ok();
    await()
        .atMost(Duration.ofSeconds(100))
        .until(() -> lab.jstack(stack, "ps", "-q", "--status", "running").out().isBlank());
    return variants.stream()
        .collect(
            Collectors.toMap(
                variant -> variant,
                variant ->
                    IsolationTable.of(
                        lab.jstack(stack, "logs", "--no-log-prefix", variant).ok().out())));
  }

  private static String namespaces(ProcessHandle process) throws IOException {
    try (Stream<Path> links = Files.list(Path.of("/proc/" + process.pid() + "/ns"))) {
      var names = new ArrayList<String>();
      for (Path link : (Iterable<Path>) links::iterator) {
        names.add(Files.readSymbolicLink(link).toString());
      }
      return String.join(",", names);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
