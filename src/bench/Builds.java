import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Builds: cold, with nothing changed, with one file changed. */
final class Builds {
  private final Turns turns;
  private final Contexts contexts;
  private final String image;
  private final String large;

  Builds(Turns turns, Options options) {
    this.turns = turns;
    this.contexts = new Contexts(options.work());
    this.image = options.text("--image");
    this.large = options.text("--large");
  }

  void unchanged() throws Exception {
    String dockerfile =
        "FROM %s AS build\nRUN mkdir /out && for i in $(seq 100); do echo $i >/out/f$i; done\n"
                .formatted(image)
            + "RUN cat /out/f* >/out/all\nFROM scratch\nCOPY --from=build /out /\n";
    for (Tool tool : turns.tools()) {
      tool.fed(dockerfile, "build", "-t", "bench-build", "-");
    }
    for (int run = 0; run < turns.runs(); run++) {
      turns.take(
          tool -> Map.of("build, no change", tool.fed(dockerfile, "build", "-t", "bench-build", "-")));
    }
  }

  void stages() throws Exception {
    measure("stages", contexts.stages(large), "main.c");
  }

  void small() throws Exception {
    measure("10,000 files", contexts.small(image), "src/d50/f5000.txt");
  }

  void large() throws Exception {
    measure("500 MB file", contexts.large(image), "big.bin");
  }

  private void measure(String name, Path context, String file) throws Exception {
    for (int run = 0; run < turns.runs(); run++) {
      String change = "/* " + System.nanoTime() + " */\n";
      turns.take(tool -> Map.of(name + ": cold", cold(tool, context)));
      turns.take(tool -> Map.of(name + ": no change", built(tool, context)));
      Contexts.append(context.resolve(file), change);
      turns.take(tool -> Map.of(name + ": one file changed", built(tool, context)));
    }
    for (Tool tool : turns.tools()) {
      forget(tool);
    }
  }

  private static double cold(Tool tool, Path context) throws IOException, InterruptedException {
    forget(tool);
    settle();
    return built(tool, context);
  }

  private static void forget(Tool tool) throws IOException, InterruptedException {
    tool.attempt("rmi", "-f", "bench-context");
    tool.attempt("builder", "prune", "-f", "-a");
  }

  private static double built(Tool tool, Path context) throws IOException, InterruptedException {
    return tool.run(
        "build", "-q", "-t", "bench-context", tool.work().resolve(context.getFileName()).toString());
  }

  /** What was written before must not be paid for by what comes next. */
  static void settle() throws IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
  }
}
