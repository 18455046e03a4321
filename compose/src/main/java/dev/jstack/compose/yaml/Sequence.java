package dev.jstack.compose.yaml;

import dev.jstack.runtime.SourceLocation;
import java.util.List;

/** A list. */
public record Sequence(SourceLocation location, List<Node> items, Directive directive)
    implements Node {
  public Sequence {
    items = List.copyOf(items);
  }

  /** A list that stands where {@code place} stands. */
  public static Sequence at(Node place, List<? extends Node> items) {
    return new Sequence(place.location(), List.copyOf(items), Directive.NONE);
  }

  public Sequence withItems(List<? extends Node> other) {
    return new Sequence(location, List.copyOf(other), directive);
  }

  @Override
  public Sequence at(SourceLocation place) {
    return new Sequence(place, items, directive);
  }

  @Override
  public Sequence with(Directive other) {
    return new Sequence(location, items, other);
  }
}
