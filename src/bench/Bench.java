import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times jstack and a peer (Docker) side by side: the same deed by one and then by the other, in
 * turns, in one run; the table shows the medians of the commands' wall times and their ratio. Run it
 * with {@code src/bench/run}; {@code --help} tells the options.
 */
final class Bench {
  private static final String LOOP = "trap 'exit 0' TERM INT; sleep infinity & wait";

  private final Tool jstack;
  private final Tool peer;
  private final String image;
  private final int runs;
  private final Map<String, List<double[]>> samples = new LinkedHashMap<>();

  private Bench(Tool jstack, Tool peer, String image, int runs) {
    this.jstack = jstack;
    this.peer = peer;
    this.image = image;
    this.runs = runs;
  }

  public static void main(String[] arguments) throws Exception {
    var options = Options.parse(arguments);
    var bench =
        new Bench(
            new Tool(options.jstack(), List.of()),
            new Tool(options.peer(), List.of("compose")),
            options.image(),
            options.runs());
    for (String load : options.loads()) {
      bench.measure(load);
    }
    bench.print();
  }

  private void measure(String load) throws Exception {
    switch (load) {
      case "up1" -> upAndDown(1);
      case "up10" -> upAndDown(10);
      case "up100" -> upAndDown(100);
      case "again" -> again();
      case "chain" -> chain();
      case "run" -> oneOff();
      case "exec" -> existing();
      case "build" -> build();
      default -> throw new IllegalArgumentException("no such workload: " + load);
    }
  }

  private void upAndDown(int services) throws Exception {
    String stack = stack(services);
    for (int run = 0; run < runs; run++) {
      inTurns(
          tool -> {
            double up = tool.compose(stack, "up", "-d");
            double down = tool.compose(stack, "down");
            return Map.of("up -d, " + services, up, "down, " + services, down);
          });
    }
  }

  private void again() throws Exception {
    String stack = stack(10);
    for (Tool tool : tools()) {
      tool.compose(stack, "up", "-d");
    }
    for (int run = 0; run < runs; run++) {
      inTurns(tool -> Map.of("up -d again, 10", tool.compose(stack, "up", "-d")));
      inTurns(tool -> Map.of("ps, 10", tool.compose(stack, "ps")));
    }
    for (Tool tool : tools()) {
      tool.compose(stack, "down");
    }
  }

  private void chain() throws Exception {
    String stack = chainOf(5);
    for (int run = 0; run < runs; run++) {
      inTurns(
          tool -> {
            double up = tool.compose(stack, "up", "-d");
            tool.compose(stack, "down");
            return Map.of("up -d, chain of 5 healthy", up);
          });
    }
  }

  private void oneOff() throws Exception {
    for (int run = 0; run < 2 * runs; run++) {
      inTurns(tool -> Map.of("run --rm true", tool.run("run", "--rm", image, "true")));
      inTurns(
          tool ->
              Map.of(
                  "run --rm --network none true",
                  tool.run("run", "--rm", "--network", "none", image, "true")));
    }
  }

  private void existing() throws Exception {
    for (Tool tool : tools()) {
      tool.run("run", "-d", "--name", "bench-lc", image, "sh", "-c", LOOP);
    }
    for (int run = 0; run < 2 * runs; run++) {
      inTurns(tool -> Map.of("exec true", tool.run("exec", "bench-lc", "true")));
    }
    for (int run = 0; run < runs; run++) {
      inTurns(
          tool -> {
            double stop = tool.run("stop", "bench-lc");
            return Map.of("stop", stop, "start", tool.run("start", "bench-lc"));
          });
    }
    for (Tool tool : tools()) {
      tool.run("rm", "-f", "bench-lc");
    }
  }

  private void build() throws Exception {
    String dockerfile =
        "FROM %s AS build\nRUN mkdir /out && for i in $(seq 100); do echo $i >/out/f$i; done\n"
                .formatted(image)
            + "RUN cat /out/f* >/out/all\nFROM scratch\nCOPY --from=build /out /\n";
    for (Tool tool : tools()) {
      tool.fed(dockerfile, "build", "-t", "bench-build", "-");
    }
    for (int run = 0; run < runs; run++) {
      inTurns(
          tool -> Map.of("build, no change", tool.fed(dockerfile, "build", "-t", "bench-build", "-")));
    }
  }

  private String stack(int services) {
    var text = new StringBuilder("services:\n");
    for (int i = 1; i <= services; i++) {
      text.append(service("s" + i));
    }
    return text.append("networks: {net: {}}\n").toString();
  }

  private String chainOf(int services) {
    var text = new StringBuilder("services:\n");
    for (int i = 1; i <= services; i++) {
      text.append(service("c" + i));
      text.append("    healthcheck: {test: [CMD, \"true\"], interval: 1s, timeout: 2s, retries: 5}\n");
      if (i > 1) {
        text.append("    depends_on: {c").append(i - 1).append(": {condition: service_healthy}}\n");
      }
    }
    return text.append("networks: {net: {}}\n").toString();
  }

  private String service(String name) {
    return "  %s:\n    image: %s\n    command: [sh, -c, \"%s\"]\n    networks: [net]\n"
        .formatted(name, image, LOOP);
  }

  private List<Tool> tools() {
    return List.of(jstack, peer);
  }

  /** One deed: what it did, and how many milliseconds each part took. */
  private interface Deed {
    Map<String, Double> by(Tool tool) throws Exception;
  }

  private void inTurns(Deed deed) throws Exception {
    Map<String, Double> theirs = deed.by(peer);
    Map<String, Double> ours = deed.by(jstack);
    ours.forEach(
        (name, time) ->
            samples
                .computeIfAbsent(name, key -> new ArrayList<>())
                .add(new double[] {time, theirs.get(name)}));
  }

  private void print() {
    System.out.printf(
        "%-32s %3s %12s %12s %7s%n", "wall time, ms (min/median/max)", "n", "jstack", "peer", "ratio");
    samples.forEach(
        (name, times) -> {
          double[] ours = times.stream().mapToDouble(pair -> pair[0]).sorted().toArray();
          double[] theirs = times.stream().mapToDouble(pair -> pair[1]).sorted().toArray();
          System.out.printf(
              Locale.ROOT,
              "%-32s %3d %5.0f/%.0f/%.0f  %5.0f/%.0f/%.0f  %6.3f%n",
              name,
              ours.length,
              ours[0],
              median(ours),
              ours[ours.length - 1],
              theirs[0],
              median(theirs),
              theirs[theirs.length - 1],
              median(ours) / median(theirs));
        });
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** A command line tool, by the words it starts with. */
  private record Tool(List<String> prefix, List<String> composeWord) {
    double compose(String stack, String... words) throws IOException, InterruptedException {
      var command = new ArrayList<>(prefix);
      command.addAll(composeWord);
      command.addAll(List.of("-p", "bench", "-f", "-"));
      Collections.addAll(command, words);
      return time(command, stack);
    }

    double run(String... words) throws IOException, InterruptedException {
      return fed("", words);
    }

    double fed(String input, String... words) throws IOException, InterruptedException {
      var command = new ArrayList<>(prefix);
      Collections.addAll(command, words);
      return time(command, input);
    }

    private static double time(List<String> command, String input)
        throws IOException, InterruptedException {
      Path in = Files.createTempFile("bench", ".in");
      Path out = Files.createTempFile("bench", ".out");
      try {
        Files.writeString(in, input);
        var builder =
            new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true);
        long start = System.nanoTime();
        int code = builder.start().waitFor();
        double millis = (System.nanoTime() - start) / 1e6;
        if (code != 0) {
          throw new IllegalStateException(
              String.join(" ", command) + ": exit code " + code + "\n" + Files.readString(out, StandardCharsets.UTF_8));
        }
        return millis;
      } finally {
        Files.delete(in);
        Files.delete(out);
      }
    }
  }

  /** What was asked for on the command line. */
  private record Options(
      List<String> jstack, List<String> peer, String image, int runs, List<String> loads) {
    private static final List<String> ALL =
        List.of("up1", "up10", "up100", "again", "chain", "run", "exec", "build");

    static Options parse(String[] arguments) {
      var values =
          new LinkedHashMap<>(
              Map.of("--jstack", "jstack", "--peer", "docker", "--image", "busybox", "--runs", "5"));
      var loads = new ArrayList<String>();
      for (int i = 0; i < arguments.length; i++) {
        if (values.containsKey(arguments[i]) && i + 1 < arguments.length) {
          values.put(arguments[i], arguments[++i]);
        } else if (ALL.contains(arguments[i])) {
          loads.add(arguments[i]);
        } else {
          usage(arguments[i]);
        }
      }
      return new Options(
          words(values.get("--jstack")),
          words(values.get("--peer")),
          values.get("--image"),
          Integer.parseInt(values.get("--runs")),
          loads.isEmpty() ? ALL : loads);
    }

    private static List<String> words(String text) {
      return Arrays.asList(text.split(" +"));
    }

    private static void usage(String word) {
      System.err.println("bench: unknown word \"" + word + "\"");
      System.err.println(
          "usage: src/bench/run [--jstack CMD] [--peer CMD] [--image NAME] [--runs N] [WORKLOAD...]");
      System.err.println("workloads: " + String.join(" ", ALL));
      System.err.println("CMD is a command prefix, for instance --peer 'ssh lab docker'; the image");
      System.err.println("(a busybox) must be present in both tools.");
      System.exit(2);
    }
  }
}
