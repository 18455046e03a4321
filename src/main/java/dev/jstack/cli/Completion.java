package dev.jstack.cli;

import dev.jstack.cli.frame.Session;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a word of the command line may become. */
final class Completion {
  private final Session session;
  private final List<Verb> verbs;

  Completion(Session session, List<Verb> verbs) {
    this.session = session;
    this.verbs = verbs;
  }

  /** Where we are after some words. */
  private static final class Place {
    private CommandLine command;
    private List<Verb> choice;
    private @Nullable OptionSpec open;
    private int arguments;
    private int depth;

    private Place(CommandLine command, List<Verb> choice) {
      this.command = command;
      this.choice = choice;
    }

    private void pass(String word) {
      if (open != null) {
        open = null;
      } else if (word.length() > 1 && word.startsWith("-")) {
        OptionSpec option = command.getCommandSpec().findOption(word);
        open = option != null && option.arity().min() > 0 ? option : null;
      } else if (arguments == 0 && command.getSubcommands().containsKey(word)) {
        choice = below(word);
        depth++;
        command = command.getSubcommands().get(word);
      } else {
        arguments++;
      }
    }

    private List<Verb> below(String word) {
      return choice.stream()
          .filter(verb -> verb.name().equals(word))
          .flatMap(verb -> verb instanceof Verb.Group group ? group.verbs().stream() : Stream.of())
          .toList();
    }
  }

  /** {@code words} without the program; the last one is being typed and may be empty. */
  List<String> candidates(List<String> words) {
    List<String> before = words.subList(0, Math.max(0, words.size() - 1));
    String typed = words.isEmpty() ? "" : words.getLast();
    var place = new Place(new Parser(session, verbs).tree(before), verbs);
    for (int i = 0; i < before.size(); i++) {
      boolean root = place.depth == 0;
      place.pass(before.get(i));
      if (root && place.depth > 0) {
        session.options().add(World.options(before.subList(0, i)));
      }
    }
    return possible(place, typed)
        .filter(word -> word.startsWith(typed) || word.startsWith(":"))
        .toList();
  }

  private Stream<String> possible(Place place, String typed) {
    var names = new LiveNames(session);
    if (place.open != null) {
      return names.of(place.open.paramLabel());
    }
    if (typed.startsWith("-")) {
      return place.command.getCommandSpec().options().stream()
          .filter(option -> !option.hidden())
          .map(OptionSpec::longestName)
          .sorted();
    }
    if (!place.choice.isEmpty()) {
      return place.choice.stream().map(Verb::name).filter(name -> !name.startsWith("__"));
    }
    if (place.command.isStopAtPositional() && place.arguments > 0) {
      return Stream.of(LiveNames.FILES);
    }
    return place.command.getCommandSpec().positionalParameters().stream()
        .filter(argument -> argument.index().contains(place.arguments))
        .findFirst()
        .map(PositionalParamSpec::paramLabel)
        .map(names::of)
        .orElseGet(Stream::of);
  }
}
