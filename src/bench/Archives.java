import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** A large image into a file and back, to a registry and back. */
final class Archives {
  private static final String NAME = "bench-large";

  private final Turns turns;
  private final Options options;
  private final String large;

  Archives(Turns turns, Options options) {
    this.turns = turns;
    this.options = options;
    this.large = options.text("--large");
  }

  void files() throws Exception {
    Files.createDirectories(options.work());
    for (int run = 0; run < turns.runs(); run++) {
      turns.take(tool -> Map.of("save", saved(tool)));
      turns.take(tool -> Map.of("load", loaded(tool)));
    }
    Files.deleteIfExists(options.work().resolve("saved.tar"));
  }

  private double saved(Tool tool) throws IOException, InterruptedException {
    Files.deleteIfExists(options.work().resolve("saved.tar"));
    Builds.settle();
    return tool.run("save", "-o", tool.work().resolve("saved.tar").toString(), large);
  }

  /** Each tool loads what it saved; afterwards it has the image as before. */
  private double loaded(Tool tool) throws IOException, InterruptedException {
    saved(tool);
    tool.attempt("rmi", "-f", large);
    tool.attempt("builder", "prune", "-f", "-a");
    Builds.settle();
    return tool.run("load", "-i", tool.work().resolve("saved.tar").toString());
  }

  void registry() throws Exception {
    String remote = options.text("--registry") + "/" + NAME;
    for (int run = 0; run < turns.runs(); run++) {
      turns.take(tool -> pushed(tool, remote));
      turns.take(tool -> pulled(tool, remote));
    }
  }

  /** A repository of each tool's own and an empty registry: nothing is there already. */
  private Map<String, Double> pushed(Tool tool, String remote)
      throws IOException, InterruptedException {
    emptyRegistry();
    tool.run("tag", large, remote);
    Builds.settle();
    double cold = tool.run("push", "-q", remote);
    return Map.of("push, cold", cold, "push again", tool.run("push", "-q", remote));
  }

  private Map<String, Double> pulled(Tool tool, String remote)
      throws IOException, InterruptedException {
    tool.run("tag", large, remote);
    tool.run("push", "-q", remote);
    tool.run("save", "-o", tool.work().resolve("kept.tar").toString(), large);
    tool.attempt("rmi", "-f", large, remote);
    tool.attempt("builder", "prune", "-f", "-a");
    Builds.settle();
    double cold = tool.run("pull", "-q", remote);
    double again = tool.run("pull", "-q", remote);
    tool.attempt("rmi", "-f", remote);
    tool.run("load", "-q", "-i", tool.work().resolve("kept.tar").toString());
    return Map.of("pull, cold", cold, "pull again", again);
  }

  private void emptyRegistry() throws IOException {
    var storage = options.text("--registry-storage");
    var repositories = Path.of(storage).resolve("docker/registry/v2");
    if (!storage.isEmpty() && Files.isDirectory(repositories)) {
      try (var files = Files.walk(repositories)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
