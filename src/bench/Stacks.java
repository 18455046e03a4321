import java.util.Map;

/** Containers: stacks up and down, one-off containers, commands in a running one. */
final class Stacks {
  private static final String LOOP = "trap 'exit 0' TERM INT; sleep infinity & wait";

  private final Turns turns;
  private final String image;

  Stacks(Turns turns, String image) {
    this.turns = turns;
    this.image = image;
  }

  void upAndDown(int services) throws Exception {
    String stack = stack(services);
    for (int run = 0; run < turns.runs(); run++) {
      turns.take(
          tool -> {
            double up = tool.compose(stack, "up", "-d");
            double down = tool.compose(stack, "down");
            return Map.of("up -d, " + services, up, "down, " + services, down);
          });
    }
  }

  /** Reading a large file: every service has what services usually have. */
  void config(int services) throws Exception {
    var text = new StringBuilder("x-all: &all {restart: unless-stopped}\nservices:\n");
    for (int i = 0; i < services; i++) {
      text.append(full(i));
    }
    String stack = text.append("networks: {net: {}}\nvolumes: {data: {}}\n").toString();
    for (int run = 0; run < 2 * turns.runs(); run++) {
      turns.take(
          tool -> Map.of("config -q, " + services, tool.compose(stack, "config", "-q")));
    }
  }

  private String full(int number) {
    return """
          s%1$d:
            <<: *all
            image: %2$s
            command: [sleep, "%1$d"]
            environment: {NAME: s%1$d, LEVEL: "${LEVEL:-info}"}
            ports: ["%3$d:80"]
            volumes: ["data:/data", "/etc/hostname:/etc/name:ro"]
            networks: [net]
            labels: {number: "%1$d"}
            healthcheck: {test: [CMD, "true"], interval: 10s, retries: 3}
            deploy: {resources: {limits: {cpus: "0.5", memory: 64M}}}
            depends_on: %4$s
        """
        .formatted(
            number,
            image,
            10_000 + number,
            number == 0 ? "{}" : "{s" + (number - 1) / 2 + ": {condition: service_started}}");
  }

  void again() throws Exception {
    String stack = stack(10);
    for (Tool tool : turns.tools()) {
      tool.compose(stack, "up", "-d");
    }
    for (int run = 0; run < turns.runs(); run++) {
      turns.take(tool -> Map.of("up -d again, 10", tool.compose(stack, "up", "-d")));
      turns.take(tool -> Map.of("ps, 10", tool.compose(stack, "ps")));
    }
    for (Tool tool : turns.tools()) {
      tool.compose(stack, "down");
    }
  }

  void chain() throws Exception {
    String stack = chainOf(5);
    for (int run = 0; run < turns.runs(); run++) {
      turns.take(
          tool -> {
            double up = tool.compose(stack, "up", "-d");
            tool.compose(stack, "down");
            return Map.of("up -d, chain of 5 healthy", up);
          });
    }
  }

  void oneOff() throws Exception {
    for (int run = 0; run < 2 * turns.runs(); run++) {
      turns.take(tool -> Map.of("run --rm true", tool.run("run", "--rm", image, "true")));
      turns.take(
          tool ->
              Map.of(
                  "run --rm --network none true",
                  tool.run("run", "--rm", "--network", "none", image, "true")));
    }
  }

  void existing() throws Exception {
    for (Tool tool : turns.tools()) {
      tool.run("run", "-d", "--name", "bench-lc", image, "sh", "-c", LOOP);
    }
    for (int run = 0; run < 2 * turns.runs(); run++) {
      turns.take(tool -> Map.of("exec true", tool.run("exec", "bench-lc", "true")));
    }
    for (int run = 0; run < turns.runs(); run++) {
      turns.take(
          tool -> {
            double stop = tool.run("stop", "bench-lc");
            return Map.of("stop", stop, "start", tool.run("start", "bench-lc"));
          });
    }
    for (Tool tool : turns.tools()) {
      tool.run("rm", "-f", "bench-lc");
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
}
