import java.util.List;

/**
 * Times jstack and a peer (Docker) side by side: the same deed by one and then by the other, in
 * turns, in one run; the table shows the medians of the commands' wall times and their ratio. Run it
 * with {@code src/bench/run}; {@code --help} tells the options.
 */
final class Bench {
  private static final List<String> USUAL =
      List.of("up1", "up10", "up100", "again", "chain", "run", "exec", "build");
  private static final List<String> KNOWN =
      List.of(
          "up1", "up10", "up100", "again", "chain", "run", "exec", "build", "build-stages",
          "build-small", "build-large", "archive", "registry", "watch", "config", "network");

  private final Stacks stacks;
  private final Builds builds;
  private final Archives archives;
  private final Watches watches;
  private final Networks networks;

  private Bench(Turns turns, Options options) {
    this.stacks = new Stacks(turns, options.text("--image"));
    this.builds = new Builds(turns, options);
    this.archives = new Archives(turns, options);
    this.watches = new Watches(turns, options);
    this.networks = new Networks(turns, options);
  }

  public static void main(String[] arguments) throws Exception {
    var options = Options.parse(arguments, KNOWN, USUAL);
    var jstack = new Tool(options.words("--jstack"), List.of(), options.work());
    var peer = new Tool(options.words("--peer"), List.of("compose"), options.peerWork());
    var table = new Table();
    var bench = new Bench(new Turns(jstack, peer, options.runs(), table), options);
    try {
      for (String load : options.loads()) {
        bench.measure(load);
      }
    } finally {
      table.print();
      System.out.println("engine, highest memory so far: " + EngineMemory.highest(jstack));
    }
  }

  private void measure(String load) throws Exception {
    switch (load) {
      case "up1" -> stacks.upAndDown(1);
      case "up10" -> stacks.upAndDown(10);
      case "up100" -> stacks.upAndDown(100);
      case "again" -> stacks.again();
      case "chain" -> stacks.chain();
      case "run" -> stacks.oneOff();
      case "exec" -> stacks.existing();
      case "build" -> builds.unchanged();
      case "build-stages" -> builds.stages();
      case "build-small" -> builds.small();
      case "build-large" -> builds.large();
      case "archive" -> archives.files();
      case "registry" -> archives.registry();
      case "watch" -> watches.measure();
      case "network" -> networks.measure();
      case "config" -> stacks.config(500);
      default -> throw new IllegalArgumentException("no such workload: " + load);
    }
  }
}
