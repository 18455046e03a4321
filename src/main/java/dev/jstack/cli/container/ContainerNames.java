package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Names for containers that got none: an adjective and a surname, as docker's. */
final class ContainerNames {
  private static final List<String> LEFT =
      List.of(
          "brave", "calm", "clever", "eager", "fair", "gentle", "happy", "keen", "kind", "lucid",
          "merry", "modest", "nimble", "patient", "quick", "quiet", "sharp", "steady", "vivid",
          "wise");
  private static final List<String> RIGHT =
      List.of(
          "babbage",
          "bartik",
          "dijkstra",
          "engelbart",
          "gosling",
          "hamilton",
          "hopper",
          "kay",
          "kernighan",
          "knuth",
          "lamport",
          "liskov",
          "lovelace",
          "mccarthy",
          "noether",
          "perlman",
          "ritchie",
          "thompson",
          "turing",
          "wirth");

  private final Session session;

  ContainerNames(Session session) {
    this.session = session;
  }

  /** One that no container has. */
  String fresh() {
    String name = pick(LEFT) + "_" + pick(RIGHT);
    while (session.engine().containers().find(name).isPresent()) {
      name = pick(LEFT) + "_" + pick(RIGHT) + ThreadLocalRandom.current().nextInt(1000);
    }
    return name;
  }

  private static String pick(List<String> words) {
    return words.get(ThreadLocalRandom.current().nextInt(words.size()));
  }
}
