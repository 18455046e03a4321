import java.util.List;
import java.util.Map;

/** Lets the peer and jstack do the same deed, one after the other. */
record Turns(Tool jstack, Tool peer, int runs, Table table) {
  /** One deed: what it did, and how many milliseconds each part took. */
  interface Deed {
    Map<String, Double> by(Tool tool) throws Exception;
  }

  List<Tool> tools() {
    return List.of(jstack, peer);
  }

  void take(Deed deed) throws Exception {
    Map<String, Double> theirs = deed.by(peer);
    Map<String, Double> ours = deed.by(jstack);
    ours.forEach((name, time) -> table.add(name, time, theirs.get(name)));
  }
}
