import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * From a saved file to its effect in a running stack, with {@code watch} on both sides. A program
 * in each container tells what it was started with and what it reads now, by a file in a mounted
 * directory, so that the way of telling costs both the same.
 */
final class Watches {
  private static final int FILES = 1000;
  private static final String PROGRAM =
      """
      #!/bin/sh
      trap 'exit 0' TERM INT
      echo started >> /out/starts
      read -r began < /data/value
      echo "$began $began counting." > /out/state
      many=$(cat /many/* 2>/dev/null | sort | uniq -c | tr -s ' ' | tr '\\n' ,)
      while :; do
        read -r now < /data/value
        echo "$began $now $many." > /out/state
        sleep 0.004
      done
      """;
  private static final String COMPOSE =
      """
      name: benchwatch
      services:
        sync:
          image: IMAGE
          command: [sh, /program/run]
          volumes: ["./program:/program:ro", "./out-sync:/out"]
          develop:
            watch: [{path: ./sync, action: sync, target: /data, initial_sync: true}]
        restart:
          image: IMAGE
          command: [sh, /program/run]
          volumes: ["./program:/program:ro", "./out-restart:/out"]
          develop:
            watch: [{path: ./restart, action: sync+restart, target: /data, initial_sync: true}]
        rebuild:
          build: rebuild
          command: [sh, /program/run]
          volumes: ["./program:/program:ro", "./out-rebuild:/out"]
          develop:
            watch: [{path: ./rebuild, action: rebuild}]
      """;

  private final Turns turns;
  private final Options options;
  private int number = 1;

  Watches(Turns turns, Options options) {
    this.turns = turns;
    this.options = options;
  }

  void measure() throws Exception {
    Map<Tool, Process> watching = new LinkedHashMap<>();
    try {
      for (Tool tool : turns.tools()) {
        watching.put(tool, begin(tool));
      }
      for (int run = 0; run < 4 * turns.runs(); run++) {
        number++;
        turns.take(tool -> Map.of("save → visible", saved(tool, "sync", " N ")));
        turns.take(tool -> Map.of("save → restarted", saved(tool, "restart", "N ")));
      }
      for (int run = 0; run < 2 * turns.runs(); run++) {
        number++;
        turns.take(tool -> Map.of("save → rebuilt and replaced", saved(tool, "rebuild", "N ")));
      }
      number++;
      turns.take(this::many);
    } finally {
      for (var entry : watching.entrySet()) {
        end(entry.getValue());
        entry.getKey().attempt(words(entry.getKey(), "down", "-t", "0"));
      }
    }
  }

  /** A command line tool may have left the work to a plugin. */
  private static void end(Process watch) throws InterruptedException {
    watch.descendants().forEach(ProcessHandle::destroy);
    watch.destroy();
    if (!watch.waitFor(10, TimeUnit.SECONDS)) {
      watch.descendants().forEach(ProcessHandle::destroyForcibly);
      watch.destroyForcibly().waitFor();
    }
  }

  /** Each tool has a copy of its own, so that one watches only what is meant for it. */
  private Path home(Tool tool) {
    boolean ours = tool.equals(turns.jstack());
    return options.work().resolve(ours ? "watch-jstack" : "watch-peer");
  }

  private String[] words(Tool tool, String... rest) {
    Path file = tool.work().resolve(home(tool).getFileName()).resolve("compose.yaml");
    var words = new ArrayList<>(tool.composeWord());
    Collections.addAll(words, "-f", file.toString());
    Collections.addAll(words, rest);
    return words.toArray(String[]::new);
  }

  private Process begin(Tool tool) throws Exception {
    Path home = home(tool);
    write(home.resolve("compose.yaml"), COMPOSE.replace("IMAGE", options.text("--image")));
    write(home.resolve("program/run"), PROGRAM);
    write(
        home.resolve("rebuild/Dockerfile"),
        "FROM " + options.text("--image") + "\nCOPY many /many\nCOPY value /data/value\n");
    for (int i = 0; i < FILES; i++) {
      write(home.resolve("rebuild/many/file" + i), "0\n");
    }
    for (String service : new String[] {"sync", "restart", "rebuild"}) {
      write(home.resolve(service).resolve("value"), "1\n");
      Files.createDirectories(home.resolve("out-" + service));
      Files.deleteIfExists(home.resolve("out-" + service).resolve("state"));
    }
    tool.attempt(words(tool, "down", "-t", "0"));
    Process watch = tool.begin(home.resolve("log"), words(tool, "watch", "--quiet"));
    for (String service : new String[] {"sync", "restart", "rebuild"}) {
      await(home.resolve("out-" + service), " 1 ");
    }
    // What a tool does at its start must not be timed with the first change.
    Thread.sleep(3000);
    return watch;
  }

  private double saved(Tool tool, String service, String expected) throws Exception {
    Path home = home(tool);
    // A change right after another one would meet its debouncing.
    Thread.sleep(700);
    long start = System.nanoTime();
    write(home.resolve(service).resolve("value"), number + "\n");
    await(home.resolve("out-" + service), expected.replace("N", Integer.toString(number)));
    return (System.nanoTime() - start) / 1e6;
  }

  /** All files of a context at once: how long, and how many times it is built for that. */
  private Map<String, Double> many(Tool tool) throws Exception {
    Path home = home(tool);
    Path out = home.resolve("out-rebuild");
    Thread.sleep(2000);
    long before = Files.readAllLines(out.resolve("starts")).size();
    long start = System.nanoTime();
    for (int i = 0; i < FILES; i++) {
      write(home.resolve("rebuild/many/file" + i), number + "\n");
    }
    await(out, " " + FILES + " " + number + ",.");
    double time = (System.nanoTime() - start) / 1e6;
    Thread.sleep(4000);
    double starts = Files.readAllLines(out.resolve("starts")).size() - before;
    return Map.of(FILES + " files → rebuilt", time, FILES + " files: rebuilds", starts);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A begun value stands at the line's start, so it is told from the present one by a blank. */
  private static void await(Path out, String expected) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    Path state = out.resolve("state");
    while (System.nanoTime() < deadline) {
      if (Files.exists(state)) {
        String text = Files.readString(state, StandardCharsets.UTF_8);
        boolean complete = text.endsWith(".\n");
        boolean there =
            Character.isDigit(expected.charAt(0)) ? text.startsWith(expected) : text.contains(expected);
        if (complete && there) {
          return;
        }
      }
      Thread.sleep(1);
    }
    throw new IllegalStateException(out + ": \"" + expected + "\" did not come");
  }
}
