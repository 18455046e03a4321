package dev.jstack.compose.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a value may look like. */
public sealed interface Shape {
  /** A single value of some type. */
  record Single(Type type) implements Shape {}

  /** One of some words. */
  record Word(Set<String> words) implements Shape {}

  /** A list of like values, of which no two are equal if {@code unique}. */
  record ListOf(Shape item, boolean unique) implements Shape {}

  /** Free keys to like values. */
  record MapOf(Shape value) implements Shape {}

  /** A mapping with fixed keys, by its name in the table. */
  record Named(String name) implements Shape {}

  /** Alternatives, told apart by the kind of node. */
  record Either(List<Shape> shapes) implements Shape {
    public Either {
      shapes = List.copyOf(shapes);
    }
  }

  /** Anything. */
  record Any() implements Shape {}

  /** Types of single values. */
  enum Type {
    STRING("a string"),
    TEXT("a string or number"),
    SCALAR("a string, number or boolean"),
    BOOL("a boolean"),
    INT("a whole number"),
    FLOAT("a number"),
    SIZE("a size"),
    TIME("a duration"),
    MODE("permission bits like 0440");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * A key of a mapping with fixed keys.
   *
   * @param nullable whether it may be there without a value
   * @param treatment what is special about it here, or null
   */
  record Key(Shape shape, boolean required, boolean nullable, @Nullable Treatment treatment) {}

  /**
   * Why a key does nothing.
   *
   * @param unless values that are no reason to warn
   */
  record Treatment(Kind kind, String why, Set<String> unless) {
    /** What follows from it. */
    public enum Kind {
      /** Other engines do something with it: a warning. */
      NOT_HONOURED,
      /** No engine does anything with it. */
      MEANINGLESS,
      /** A rule of the model refuses it. */
      REFUSED
    }

    /** Whether a warning is due for a value. */
    boolean warnsOf(@Nullable String value) {
      return kind == Kind.NOT_HONOURED && (value == null || !unless.contains(value));
    }
  }

  /** A mapping with fixed keys, in the order in which they are printed. */
  record Keys(Map<String, Key> keys) {}

  /** What to say was expected: {@code a string or a list}. */
  default String expected() {
    return switch (this) {
      case Single(var type) -> type.toString();
      case Word(var words) -> "one of " + String.join(", ", words);
      case ListOf _ -> "a list";
      case MapOf _, Named _ -> "a mapping";
      case Any _ -> "anything";
      case Either(var shapes) -> {
        List<String> parts = new ArrayList<>();
        shapes.forEach(shape -> parts.add(shape.expected()));
        yield String.join(" or ", parts);
      }
    };
  }
}
