package dev.jstack.compose.explain;

import dev.jstack.compose.shape.Shape;
import dev.jstack.compose.shape.ShapeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The manual's page of one key: meaning, form, default, example, and what jstack does with it. */
public final class KeyPage {
  private static final int WIDTH = 88;
  private static final int MARGIN = 12;

  private final StringBuilder text = new StringBuilder();

  private KeyPage() {}

  /**
   * The page of a key by its name or path: {@code ports}, {@code services.ports}, {@code
   * services.web.build.args}, {@code depends_on.condition}. Empty if there is no such key.
   */
  public static Optional<String> of(String key) {
    List<KeyPlace> places = KeyPlace.find(key);
    return places.isEmpty() ? Optional.empty() : Optional.of(new KeyPage().write(places));
  }

  private String write(List<KeyPlace> places) {
    KeyPlace place = places.getFirst();
    KeyText words = Objects.requireNonNull(KeyText.of(place.mapping(), place.key()));
    text.append(place.path()).append('\n');
    paragraph("  ", words.meaning());
    text.append('\n');
    line("form", form(place.shape().shape()));
    line("default", words.detail("default"));
    line("example", words.detail("example"));
    line("jstack", treatment(place.shape(), words.detail("here")));
    line("keys", keys(place.shape().shape()));
    List<KeyPlace> others = places.subList(1, places.size());
    line("also", others.stream().map(KeyPlace::path).collect(Collectors.joining(", ")));
    return text.toString();
  }

  private static String treatment(Shape.Key key, @Nullable String here) {
    Shape.Treatment treatment = key.treatment();
    if (treatment != null) {
      String why = treatment.why();
      return switch (treatment.kind()) {
        case NOT_HONOURED ->
            "not honoured, with a warning (JS601)" + unless(treatment) + ": " + why;
        case MEANINGLESS -> "does nothing here or elsewhere: " + why;
        case REFUSED -> "refused (JS602): " + why;
      };
    }
    return here == null ? "as Docker Compose has it" : here;
  }

  private static String unless(Shape.Treatment treatment) {
    String values = treatment.unless().stream().sorted().collect(Collectors.joining(" or "));
    return values.isEmpty() ? "" : " unless it is " + values;
  }

  private static String form(Shape shape) {
    return switch (shape) {
      case Shape.Single(var type) -> type.toString();
      case Shape.Word(var words) -> "one of " + String.join(", ", words);
      case Shape.ListOf(var item, _) -> "a list, each item " + form(item);
      case Shape.MapOf(var value) -> "a mapping of names, each to " + form(value);
      case Shape.Named _ -> "a mapping";
      case Shape.Any _ -> "anything";
      case Shape.Either(var shapes) ->
          shapes.stream().map(KeyPage::form).collect(Collectors.joining("; or "));
    };
  }

  /** What a mapping in this place may have. */
  private static String keys(Shape shape) {
    List<String> names = new ArrayList<>();
    collect(shape, names);
    return String.join(", ", names);
  }

  private static void collect(Shape shape, List<String> into) {
    switch (shape) {
      case Shape.Named(var name) ->
          ShapeTable.compose()
              .keys(name)
              .keys()
              .forEach((key, value) -> into.add(value.required() ? key + " (required)" : key));
      case Shape.ListOf(var item, _) -> collect(item, into);
      case Shape.MapOf(var value) -> collect(value, into);
      case Shape.Either(var shapes) -> shapes.forEach(s -> collect(s, into));
      case Shape.Single _, Shape.Word _, Shape.Any _ -> {}
    }
  }

  private void line(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    text.append("  ").append(name).append(" ".repeat(MARGIN - 2 - name.length()));
    StringBuilder part = new StringBuilder();
    wrap(" ".repeat(MARGIN), value, part);
    text.append(part.substring(MARGIN));
  }

  private void paragraph(String indent, String value) {
    wrap(indent, value, text);
  }

  private static void wrap(String indent, String value, StringBuilder into) {
    int column = indent.length();
    into.append(indent);
    boolean first = true;
    for (String word : value.split(" ", -1)) {
      if (!first && column + 1 + word.length() > WIDTH) {
        into.append('\n').append(indent);
        column = indent.length();
        first = true;
      }
      into.append(first ? "" : " ").append(word);
      column += word.length() + (first ? 0 : 1);
      first = false;
    }
    into.append('\n');
  }
}
