package dev.jstack.runtime.build.graph;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.build.request.BuildArguments;
import dev.jstack.runtime.dockerfile.Dockerfile;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.RunMount;
import dev.jstack.runtime.dockerfile.ShellLexer;
import dev.jstack.runtime.dockerfile.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which stage stands on what, and which of them the target needs. */
public final class StageGraph {
  /** Where files come from. */
  public sealed interface Origin {
    /** Nothing at all. */
    record Scratch() implements Origin {}

    /** Another stage of this Dockerfile. */
    record OfStage(int index) implements Origin {}

    /** An additional context. */
    record Context(String name) implements Origin {}

    record Image(String name) implements Origin {}
  }

  private final Dockerfile dockerfile;
  private final Predicate<String> contexts;
  private final List<Origin> bases = new ArrayList<>();
  private final int target;
  private final Set<Integer> needed = new TreeSet<>();

  public StageGraph(
      Dockerfile dockerfile,
      BuildArguments arguments,
      @Nullable String targetName,
      Predicate<String> contexts) {
    this.dockerfile = dockerfile;
    this.contexts = contexts;
    var lexer = new ShellLexer(dockerfile.escape());
    for (var stage : dockerfile.stages()) {
      bases.add(base(stage, arguments, lexer));
    }
    this.target = target(targetName);
    collect(target, needed);
  }

  private Origin base(Stage stage, BuildArguments arguments, ShellLexer lexer) {
    var from = stage.from();
    String name;
    try {
      name = lexer.expand(from.image(), arguments.globals()::get);
    } catch (SourceException e) {
      throw e;
    } catch (JstackException e) {
      throw new SourceException(from.source().start(), String.valueOf(e.getMessage()));
    }
    if (name.isBlank()) {
      throw new SourceException(
          from.source().start(), "base name (" + from.image() + ") should not be blank");
    }
    return name.equals("scratch") ? new Origin.Scratch() : origin(name, stage.index());
  }

  private int target(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return dockerfile.stages().size() - 1;
    }
    return dockerfile
        .stage(name)
        .map(Stage::index)
        .orElseThrow(() -> new JstackException("target stage \"" + name + "\" could not be found"));
  }

  /** What a name stands for in stage {@code index}: a context, a stage before it, an image. */
  Origin origin(String name, int index) {
    if (contexts.test(name)) {
      return new Origin.Context(name);
    }
    var lower = name.toLowerCase(Locale.ROOT);
    for (int i = Math.min(index, dockerfile.stages().size()) - 1; i >= 0; i--) {
      if (lower.equals(dockerfile.stages().get(i).name())) {
        return new Origin.OfStage(i);
      }
    }
    return new Origin.Image(name);
  }

  /** Likewise for {@code --from}, which may be a stage's number. */
  public Origin from(String name, int index) {
    if (name.matches("\\d{1,6}")) {
      int number = Integer.parseInt(name);
      if (number < index) {
        var other = dockerfile.stages().get(number).name();
        return other != null && contexts.test(other)
            ? new Origin.Context(other)
            : new Origin.OfStage(number);
      }
      throw new JstackException(
          "invalid from flag value " + name + ": expected the number of an earlier stage");
    }
    var own = dockerfile.stages().get(index).name();
    if (name.equalsIgnoreCase(own)) {
      throw new JstackException("circular dependency detected on stage: " + own);
    }
    return name.equals("scratch") ? new Origin.Scratch() : origin(name, index);
  }

  public Dockerfile dockerfile() {
    return dockerfile;
  }

  public int target() {
    return target;
  }

  public Stage stage(int index) {
    return dockerfile.stages().get(index);
  }

  public Origin base(int index) {
    return bases.get(index);
  }

  /** The stages that stage {@code index} needs at once, in the order of their naming. */
  public Set<Integer> needs(int index) {
    var result = new LinkedHashSet<Integer>();
    if (base(index) instanceof Origin.OfStage(int base)) {
      result.add(base);
    }
    for (var instruction : stage(index).instructions()) {
      for (var name : names(instruction)) {
        if (from(name, index, instruction) instanceof Origin.OfStage(int source)) {
          result.add(source);
        }
      }
    }
    return result;
  }

  private Origin from(String name, int index, Instruction instruction) {
    try {
      return from(name, index);
    } catch (JstackException e) {
      throw new SourceException(instruction.source().start(), String.valueOf(e.getMessage()));
    }
  }

  private static List<String> names(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Copy copy when copy.from() != null -> List.of(copy.from());
      case Instruction.Run run ->
          run.mounts().stream().map(StageGraph::origin).flatMap(List::stream).toList();
      default -> List.of();
    };
  }

  private static List<String> origin(RunMount mount) {
    return mount.option("from").stream().toList();
  }

  /** The target and all it needs, in file order. */
  public Set<Integer> needed() {
    return Collections.unmodifiableSet(needed);
  }

  private void collect(int index, Set<Integer> into) {
    if (into.add(index)) {
      needs(index).forEach(next -> collect(next, into));
    }
  }

  /** What the progress calls a stage: its name, {@code stage-1}, or nothing when it is alone. */
  public String label(int index) {
    if (dockerfile.stages().size() == 1) {
      return "";
    }
    var name = stage(index).name();
    return (name != null ? name : "stage-" + index) + " ";
  }

  /** How many steps of a stage are shown: those that touch files, and its base unless a stage. */
  public int steps(int index) {
    long files = stage(index).instructions().stream().filter(StageGraph::touchesFiles).count();
    return (int) files + (base(index) instanceof Origin.Image ? 1 : 0);
  }

  public static boolean touchesFiles(Instruction instruction) {
    return instruction instanceof Instruction.Run
        || instruction instanceof Instruction.Copy
        || instruction instanceof Instruction.Add
        || instruction instanceof Instruction.Workdir;
  }
}
