import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was asked for on the command line: options by name, and workloads. */
record Options(Map<String, String> values, List<String> loads) {
  static Options parse(String[] arguments, List<String> known, List<String> usual) {
    var values = new LinkedHashMap<String, String>();
    values.put("--jstack", "jstack");
    values.put("--peer", "docker");
    values.put("--image", "busybox");
    values.put("--large", "debian-dev");
    values.put("--runs", "5");
    values.put("--work", "/tmp/jstack-bench");
    values.put("--peer-work", "");
    values.put("--net-image", "host");
    values.put("--peer-net-image", "bench-net");
    values.put("--peer-net", "");
    values.put("--registry", "");
    values.put("--registry-storage", "");
    var loads = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i++) {
      if (values.containsKey(arguments[i]) && i + 1 < arguments.length) {
        values.put(arguments[i], arguments[++i]);
      } else if (known.contains(arguments[i])) {
        loads.add(arguments[i]);
      } else {
        usage(arguments[i], known);
      }
    }
    return new Options(values, loads.isEmpty() ? usual : loads);
  }

  String text(String option) {
    return values.get(option);
  }

  List<String> words(String option) {
    return Arrays.asList(text(option).split(" +"));
  }

  int runs() {
    return Integer.parseInt(text("--runs"));
  }

  Path work() {
    return Path.of(text("--work"));
  }

  Path peerWork() {
    return text("--peer-work").isEmpty() ? work() : Path.of(text("--peer-work"));
  }

  private static void usage(String word, List<String> known) {
    System.err.println("bench: unknown word \"" + word + "\"");
    System.err.println(
        """
        usage: src/bench/run [OPTION VALUE]... [WORKLOAD]...
          --jstack CMD, --peer CMD   command prefixes, for instance --peer 'ssh lab docker'
          --runs N                   how often (5)
          --image NAME               a busybox that both tools have
          --large NAME               a Debian with gcc and make that both have (build-stages, archive, registry)
          --work DIR                 where contexts and archives are made
          --peer-work DIR            the same directory as the peer sees it
          --net-image NAME           one with iperf3 and perl (network)
          --peer-net-image NAME      the peer's
          --peer-net CMD             enters the network where the peer publishes ports
          --registry HOST:PORT       a registry that both reach, empty at first (registry)
          --registry-storage DIR     its directory, which is emptied before each cold push
        workloads: %s"""
            .formatted(String.join(" ", known)));
    System.exit(2);
  }
}
