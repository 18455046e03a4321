import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What networks carry: from container to container, through a published port on the machine's own
 * address and on localhost, name lookups, and what networks add to starting and stopping a hundred
 * services. The image needs iperf3 and perl; clients of published ports run in the tool's own
 * network, so a peer in another one is given as {@code --peer-net 'nsenter -t PID -n'}.
 */
final class Networks {
  private static final int PORT = 18201;
  private static final int LOOKUPS = 20_000;
  private static final int SERVICES = 100;
  private static final Pattern RATE = Pattern.compile("\"bits_per_second\":\\s*([0-9.e+]+)");
  private static final Pattern MICROS = Pattern.compile("MICROS ([0-9.]+)");

  /** Asks for one name over and over on one socket, as a resolver's library does. */
  private static final String LOOKUP =
      """
      use IO::Socket::INET;
      sub now { open(my $f, '<', '/proc/uptime'); return (split ' ', <$f>)[0]; }
      my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.11', PeerPort => 53, Proto => 'udp');
      my $q = pack('n6', 7, 0x100, 1, 0, 0, 0) . "\\x06server\\x00" . pack('n2', 1, 1);
      my ($a, $b) = ('', now());
      for (1..COUNT) { $s->send($q); $s->recv($a, 512); }
      printf "MICROS %.2f\\n", (now() - $b) * 1e6 / COUNT;
      """
          .replace("COUNT", String.valueOf(LOOKUPS));

  private static final String STACK =
      """
      services:
        server:
          image: IMAGE
          command: [iperf3, -s, -p, "5201"]
          ports: ["PORT:5201"]
          stop_grace_period: 0s
        client:
          image: IMAGE
          command: [sleep, infinity]
          stop_grace_period: 0s
      networks: # the peer doesn't follow the machine's MTU
        default: {driver_opts: {com.docker.network.driver.mtu: 1500}}
      """;

  private final Turns turns;
  private final Options options;

  Networks(Turns turns, Options options) {
    this.turns = turns;
    this.options = options;
  }

  void measure() throws Exception {
    for (int run = 0; run < turns.runs(); run++) {
      turns.take(this::traffic);
      turns.take(this::many);
    }
  }

  private Map<String, Double> traffic(Tool tool) throws Exception {
    String image = tool == turns.jstack() ? options.text("--net-image") : options.text("--peer-net-image");
    String stack = STACK.replace("IMAGE", image).replace("PORT", String.valueOf(PORT));
    var times = new LinkedHashMap<String, Double>();
    tool.compose(stack, "up", "-d");
    try {
      var client = List.of("exec", "bench-client-1");
      outcome(tool, client, "iperf3", "-c", "server", "-t", "1"); // warm
      times.put("net: container to container, Gbit/s", rate(outcome(tool, client, iperf("server", 5201))));
      times.put("net: lookup, µs", number(MICROS, outcome(tool, client, "perl", "-e", LOOKUP)));
      times.put("net: published port, Gbit/s", rate(outside(tool, iperf(address(tool), PORT))));
      times.put("net: port of localhost, Gbit/s", rate(outside(tool, iperf("127.0.0.1", PORT))));
    } finally {
      tool.compose(stack, "down", "-t", "0");
    }
    return times;
  }

  /** The difference that networks make: the same services with one network, and with none. */
  private Map<String, Double> many(Tool tool) throws Exception {
    var times = new LinkedHashMap<String, Double>();
    double[] with = upDown(tool, "");
    double[] without = upDown(tool, "    network_mode: none\n");
    times.put("net: its part of up, ms a container", Math.max(0, with[0] - without[0]) / SERVICES);
    times.put("net: its part of down of 100, ms", Math.max(0, with[1] - without[1]));
    return times;
  }

  private double[] upDown(Tool tool, String mode) throws IOException, InterruptedException {
    var stack = new StringBuilder("services:\n");
    for (int i = 0; i < SERVICES; i++) {
      stack.append("  s%d:\n    image: %s\n    command: [sleep, \"1000\"]\n    init: true\n    stop_grace_period: 0s\n%s"
          .formatted(i, options.text("--image"), mode));
    }
    double up = tool.compose(stack.toString(), "up", "-d");
    return new double[] {up, tool.compose(stack.toString(), "down", "-t", "0")};
  }

  private static String[] iperf(String host, int port) {
    return new String[] {"iperf3", "-J", "-c", host, "-p", String.valueOf(port), "-t", "2"};
  }

  /** The first address of the network that the tool's ports are published in. */
  private String address(Tool tool) throws IOException, InterruptedException {
    return outside(tool, "hostname", "-I").strip().split(" ", -1)[0];
  }

  private String outside(Tool tool, String... command) throws IOException, InterruptedException {
    String prefix = tool == turns.jstack() ? "" : options.text("--peer-net");
    var all = new ArrayList<String>(prefix.isEmpty() ? List.of() : List.of(prefix.split(" +", -1)));
    all.addAll(List.of(command));
    return output(all);
  }

  private static String outcome(Tool tool, List<String> words, String... command)
      throws IOException, InterruptedException {
    var all = new ArrayList<>(tool.prefix());
    all.addAll(words);
    all.addAll(List.of(command));
    return output(all);
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + "\n" + text);
    }
    return text;
  }

  /** What arrived: the last figure of iperf3's report. */
  private static double rate(String report) {
    return number(RATE, report.substring(report.indexOf("\"sum_received\""))) / 1e9;
  }

  private static double number(Pattern pattern, String text) {
    var match = pattern.matcher(text);
    if (!match.find()) {
      throw new IllegalStateException("no figure in: " + text);
    }
    return Double.parseDouble(match.group(1));
  }
}
