package dev.jstack.compose.read;

import static dev.jstack.compose.read.Values.millis;
import static dev.jstack.compose.read.Values.text;

import dev.jstack.compose.model.Condition;
import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.InitStep;
import dev.jstack.compose.model.Lifecycle;
import dev.jstack.compose.model.LogPolicy;
import dev.jstack.compose.model.Update;
import dev.jstack.compose.model.WatchRule;
import dev.jstack.compose.text.ByteSize;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.runtime.container.HealthSpec;
import dev.jstack.runtime.container.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Start, health, stop, restart and logs of a service. */
final class LifecycleReader {
  private static final long GRACE_MILLIS = 10_000;

  private LifecycleReader() {}

  static Lifecycle lifecycle(Mapping service) {
    return new Lifecycle(
        restart(service),
        health(service),
        service.text("stop_signal"),
        millis(service, "stop_grace_period", GRACE_MILLIS),
        Values.each(service, "pre_start", LifecycleReader::init),
        Values.each(service, "post_start", ProcessReader::hook),
        Values.each(service, "pre_stop", ProcessReader::hook),
        update(service.mapping("deploy").mapping("update_config")));
  }

  private static InitStep init(Mapping step) {
    return new InitStep(ProcessReader.hook(step), step.text("image"), step.isTrue("per_replica"));
  }

  private static Update update(Mapping update) {
    return new Update(
        "start-first".equals(update.text("order")), Values.number(update, "parallelism", 1));
  }

  private static RestartPolicy restart(Mapping service) {
    String restart = service.text("restart");
    if (restart != null) {
      String[] parts = restart.split(":", 2);
      return policy(parts[0], parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
    }
    Mapping deploy = service.mapping("deploy");
    if (!deploy.has("restart_policy")) {
      return RestartPolicy.NEVER;
    }
    Mapping policy = deploy.mapping("restart_policy");
    return policy(text(policy, "condition", "any"), Values.number(policy, "max_attempts", 0));
  }

  private static RestartPolicy policy(String word, int retries) {
    return switch (word) {
      case "always", "any" -> new RestartPolicy(RestartPolicy.Condition.ALWAYS, 0);
      case "unless-stopped" -> new RestartPolicy(RestartPolicy.Condition.UNLESS_STOPPED, 0);
      case "on-failure" -> new RestartPolicy(RestartPolicy.Condition.ON_FAILURE, retries);
      default -> RestartPolicy.NEVER;
    };
  }

  private static @Nullable HealthSpec health(Mapping service) {
    if (!service.has("healthcheck")) {
      return null;
    }
    Mapping probe = service.mapping("healthcheck");
    return new HealthSpec(
        probe.isTrue("disable") ? List.of("NONE") : Values.strings(probe, "test"),
        millis(probe, "interval", 0),
        millis(probe, "timeout", 0),
        Values.number(probe, "retries", 0),
        millis(probe, "start_period", 0),
        millis(probe, "start_interval", 0));
  }

  static List<Dependency> dependencies(Mapping service) {
    List<Dependency> dependencies = new ArrayList<>();
    service
        .mapping("depends_on")
        .entries()
        .forEach((name, entry) -> {
          Mapping dependency = (Mapping) entry.value();
          dependencies.add(
              new Dependency(
                  name,
                  Condition.parse(text(dependency, "condition", "service_started")),
                  dependency.isTrue("restart"),
                  Values.flag(dependency, "required", true)));
        });
    return dependencies;
  }

  /** {@code local} rotates by itself, as Docker's does. */
  static LogPolicy logs(Mapping service) {
    Mapping logging = service.mapping("logging");
    Mapping options = logging.mapping("options");
    boolean local = "local".equals(logging.text("driver"));
    String size = options.text("max-size");
    long bytes = size == null ? (local ? 20L << 20 : 0) : Math.max(0, ByteSize.bytes(size));
    String driver = local ? "local" : "json-file";
    int files = Math.max(1, Values.number(options, "max-file", local ? 5 : 1));
    return new LogPolicy(driver, bytes, files);
  }

  static List<WatchRule> watch(Mapping service) {
    return Values.each(
        service.mapping("develop"),
        "watch",
        rule ->
            new WatchRule(
                text(rule, "path", "/"),
                text(rule, "action", "rebuild"),
                rule.text("target"),
                Values.strings(rule, "ignore"),
                Values.strings(rule, "include"),
                rule.isTrue("initial_sync"),
                rule.has("exec") ? ProcessReader.hook(rule.mapping("exec")) : null));
  }
}
