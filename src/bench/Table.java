import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The times of both tools, a line for each thing that was timed. */
final class Table {
  private final Map<String, List<double[]>> samples = new LinkedHashMap<>();

  void add(String name, double ours, double theirs) {
    samples.computeIfAbsent(name, key -> new ArrayList<>()).add(new double[] {ours, theirs});
  }

  void print() {
    System.out.printf(
        "%-36s %3s %18s %20s %7s%n", "wall time, ms (min/median/p95/max)", "n", "jstack", "peer", "ratio");
    samples.forEach(Table::line);
  }

  private static void line(String name, List<double[]> times) {
    double[] ours = times.stream().mapToDouble(pair -> pair[0]).sorted().toArray();
    double[] theirs = times.stream().mapToDouble(pair -> pair[1]).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-36s %3d %18s %20s  %6.3f%n",
        name,
        ours.length,
        spread(ours),
        spread(theirs),
        median(ours) / median(theirs));
  }

  private static String spread(double[] sorted) {
    return String.format(
        Locale.ROOT,
        "%.0f/%.0f/%.0f/%.0f",
        sorted[0],
        median(sorted),
        sorted[(int) Math.ceil(0.95 * sorted.length) - 1],
        sorted[sorted.length - 1]);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
