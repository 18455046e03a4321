package dev.jstack.compose.plan;

import dev.jstack.compose.plan.UpOptions.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of {@code up} as a test writes them. */
final class UpLine {
  private Mode services = Mode.DIVERGED;
  private Mode dependencies = Mode.DIVERGED;
  private boolean renew;
  private boolean needs = true;
  private boolean start = true;
  private boolean orphans;
  private UpOptions.Builds builds = UpOptions.Builds.CHANGED;
  private final Set<String> volumes = new HashSet<>();
  private final Map<String, Integer> scale = new HashMap<>();
  private final List<String> named = new ArrayList<>();

  private UpLine() {}

  static UpOptions parse(String line) {
    UpLine options = new UpLine();
    for (String word : line.strip().split(" +")) {
      options.word(word);
    }
    return UpOptions.defaults()
        .withSelection(new UpOptions.Selection(options.named, options.needs))
        .withRecreation(
            new UpOptions.Recreation(
                options.services, options.dependencies, options.renew, options.volumes))
        .withBuilds(options.builds)
        .withScale(options.scale)
        .withStart(options.start)
        .withOrphans(options.orphans ? UpOptions.Orphaned.REMOVE : UpOptions.Orphaned.TELL);
  }

  private void word(String word) {
    switch (word) {
      case "--force-recreate" -> services = Mode.ALWAYS;
      case "--no-recreate" -> {
        services = Mode.NEVER;
        dependencies = Mode.NEVER;
      }
      case "--always-recreate-deps" -> dependencies = Mode.ALWAYS;
      case "--no-deps" -> needs = false;
      case "--no-start" -> start = false;
      case "--remove-orphans" -> orphans = true;
      case "--build" -> builds = UpOptions.Builds.ALWAYS;
      case "-V" -> renew = true;
      default -> {
        if (word.startsWith("--scale=")) {
          String[] pair = word.substring(8).split("=", 2);
          scale.put(pair[0], Integer.parseInt(pair[1]));
        } else if (word.startsWith("--renew-volume=")) {
          volumes.add(word.substring(15));
        } else {
          named.add(word);
        }
      }
    }
  }
}
