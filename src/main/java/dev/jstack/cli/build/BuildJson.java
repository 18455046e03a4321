package dev.jstack.cli.build;

import dev.jstack.runtime.build.BuildEvent;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object a line, in the form of BuildKit's SolveStatus. */
final class BuildJson implements BuildDisplay {
  private record Step(String digest, String name, Instant started) {}

  private final PrintStream out;
  private final Map<Integer, Step> steps = new HashMap<>();

  BuildJson(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void on(BuildEvent event) {
    switch (event) {
      case BuildEvent.Started(int number, String name) -> {
        String text = number + " " + name;
        String digest = Digest.of(text.getBytes(StandardCharsets.UTF_8)).toString();
        Step step = new Step(digest, name, Instant.now());
        steps.put(number, step);
        vertex(step, Map.of());
      }
      case BuildEvent.Cached(int number) ->
          vertex(step(number), Map.of("completed", now(), "cached", true));
      case BuildEvent.Done(int number, _) -> vertex(step(number), Map.of("completed", now()));
      case BuildEvent.Failed(int number, String error) ->
          vertex(step(number), Map.of("completed", now(), "error", error));
      case BuildEvent.Output(int number, boolean stderr, String line, Duration at) ->
          log(step(number), stderr, line, at);
      case BuildEvent.Warned(var problem) ->
          print("warnings", Map.of("level", 1, "short", encoded(problem.toString())));
      case BuildEvent.Planned _ -> {}
    }
  }

  private Step step(int number) {
    return steps.getOrDefault(number, new Step("", "", Instant.EPOCH));
  }

  private static String now() {
    return Instant.now().toString();
  }

  private void vertex(Step step, Map<String, Object> more) {
    Map<String, Object> vertex = new LinkedHashMap<>();
    vertex.put("digest", step.digest);
    vertex.put("name", step.name);
    vertex.put("started", step.started.toString());
    vertex.putAll(more);
    print("vertexes", vertex);
  }

  private void log(Step step, boolean stderr, String line, Duration at) {
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("vertex", step.digest);
    log.put("stream", stderr ? 2 : 1);
    log.put("data", encoded(line + "\n"));
    log.put("timestamp", step.started.plus(at).toString());
    print("logs", log);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void print(String kind, Map<String, Object> object) {
    out.print(Json.write(Map.of(kind, List.of(object))) + "\n");
  }

  @Override
  public void close() {}
}
