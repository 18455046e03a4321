package dev.jstack.compose.verify;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.Nearest;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules within one service. */
final class ServiceRules {
  private static final Pattern CONTAINER_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
  private static final Pattern RESTART =
      Pattern.compile("no|always|unless-stopped|on-failure(:\\d{1,9})?");
  private static final Pattern PULL_POLICY =
      Pattern.compile(
          "always|never|build|if_not_present|missing|refresh|daily|weekly|every_(\\d+[wdhms])+");
  private static final Set<String> LOG_DRIVERS = Set.of("json-file", "local");
  private static final Set<String> LOG_OPTIONS = Set.of("max-size", "max-file");
  private static final List<List<String>> SAME =
      List.of(
          List.of("scale", "deploy.replicas"),
          List.of("mem_limit", "deploy.resources.limits.memory"),
          List.of("mem_reservation", "deploy.resources.reservations.memory"),
          List.of("cpus", "deploy.resources.limits.cpus"),
          List.of("pids_limit", "deploy.resources.limits.pids"));

  private final String path;
  private final Mapping service;
  private final Problems problems;

  ServiceRules(String name, Mapping service, Problems problems) {
    this.path = "services." + name;
    this.service = service;
    this.problems = problems;
  }

  void check() {
    SAME.forEach(pair -> same(pair.getFirst(), pair.getLast()));
    scale();
    matches("restart", RESTART, "expected no, always, unless-stopped or on-failure[:N]");
    matches("pull_policy", PULL_POLICY, "expected always, never, missing, build, daily, …");
    matches("container_name", CONTAINER_NAME, "two or more letters, digits, \"_\", \".\" or \"-\"");
    networkMode();
    outOfMemory();
    logging();
    logOptions();
    labels();
    unsupported();
  }

  private void same(String key, String deployed) {
    String own = service.text(key);
    String other = at(deployed);
    if (own != null && other != null && !Objects.equals(own, other)) {
      problems.error(
          Code.TWICE_DIFFERENT,
          service.place(key),
          path + ": can't set distinct values on '" + key + "' and '" + deployed + "'",
          "remove one of them");
    }
  }

  private @Nullable String at(String dotted) {
    Mapping mapping = service;
    String[] keys = dotted.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      mapping = mapping.mapping(keys[i]);
    }
    return mapping.text(keys[keys.length - 1]);
  }

  private void scale() {
    String text = service.has("scale") ? service.text("scale") : at("deploy.replicas");
    long scale = text == null ? 1 : Long.parseLong(text);
    String key = service.has("scale") ? "scale" : "deploy";
    if (scale < 0) {
      problems.error(
          Code.SCALE, service.place(key), path + ": the number of containers is negative");
    }
    if (scale > 1 && service.has("container_name")) {
      problems.error(
          Code.SCALE,
          service.place("container_name"),
          path + ": container_name and " + scale + " containers are mutually exclusive",
          "remove container_name: each container gets a name of its own");
    }
  }

  private void matches(String key, Pattern pattern, String hint) {
    String value = service.text(key);
    if (value != null && !pattern.matcher(value).matches()) {
      Node node = Objects.requireNonNull(service.get(key));
      problems.error(
          Code.BAD_VALUE,
          node.location(),
          path + "." + key + ": invalid value \"" + value + "\"",
          hint);
    }
  }

  private void outOfMemory() {
    String text = service.text("oom_score_adj");
    if (text != null && Math.abs(Long.parseLong(text)) > 1000) {
      problems.error(
          Code.BAD_VALUE,
          service.place("oom_score_adj"),
          path + ".oom_score_adj must be from -1000 to 1000");
    }
  }

  private void networkMode() {
    String mode = service.text("network_mode");
    if (mode == null) {
      return;
    }
    if (service.has("networks")) {
      problems.error(
          Code.EXCLUSIVE,
          service.place("networks"),
          "service \""
              + path.substring("services.".length())
              + "\" declares mutually exclusive \"network_mode\" and \"networks\"",
          "remove one of them");
    }
    boolean known =
        Set.of("none", "host", "bridge").contains(mode)
            || mode.startsWith("service:")
            || mode.startsWith("container:");
    if (!known) {
      problems.error(
          Code.BAD_VALUE,
          service.place("network_mode"),
          path + ".network_mode: invalid value \"" + mode + "\"",
          Nearest.hint(mode, Set.of("none", "host", "bridge")));
    }
    if (!mode.equals("bridge") && !service.sequence("ports").items().isEmpty()) {
      ports(mode);
    }
  }

  private void ports(String mode) {
    String message = path + ".ports have no effect with network_mode " + mode;
    if (mode.equals("host") || mode.equals("none")) {
      problems.warn(Code.NO_EFFECT, service.place("ports"), message);
    } else {
      problems.error(
          Code.NO_EFFECT,
          service.place("ports"),
          message,
          "publish them on the service whose network it joins");
    }
  }

  private void logging() {
    String driver = service.mapping("logging").text("driver");
    if (driver != null && !LOG_DRIVERS.contains(driver)) {
      problems.warn(
          Code.NOT_HONOURED,
          service.mapping("logging").place("driver"),
          path + ".logging.driver \"" + driver + "\" is not supported; logs are kept locally");
    }
  }

  private void logOptions() {
    Mapping options = service.mapping("logging").mapping("options");
    for (String name : options.keys()) {
      if (!LOG_OPTIONS.contains(name)) {
        problems.warn(
            Code.NOT_HONOURED,
            options.place(name),
            path + ".logging.options." + name + " is not honoured",
            orKnown(Nearest.hint(name, LOG_OPTIONS)));
      }
    }
  }

  private static String orKnown(@Nullable String hint) {
    return hint == null ? "jstack has max-size and max-file" : hint;
  }

  private void labels() {
    for (String label : service.mapping("labels").keys()) {
      if (label.startsWith("com.docker.compose.")) {
        problems.error(
            Code.RESERVED_LABEL,
            service.mapping("labels").place(label),
            path + ".labels: the prefix com.docker.compose is reserved");
      }
    }
  }

  private void unsupported() {
    Mapping build = service.mapping("build");
    if (build.sequence("platforms").items().size() > 1) {
      problems.warn(
          Code.NOT_HONOURED,
          build.place("platforms"),
          path + ".build.platforms: only this machine's is built");
    }
    if (service.has("provider")) {
      problems.error(
          Code.NOT_SUPPORTED, service.place("provider"), path + ".provider is not supported");
    }
    for (Node device : service.sequence("devices").items()) {
      String source = ((Mapping) device).text("source");
      if (source != null && !source.startsWith("/")) {
        problems.error(
            Code.BAD_VALUE,
            device.location(),
            path + ".devices: \"" + source + "\" must be an absolute path");
      }
    }
  }
}
