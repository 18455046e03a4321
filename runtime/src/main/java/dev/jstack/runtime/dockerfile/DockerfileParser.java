package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text to stages; collects every fault before it gives up. */
final class DockerfileParser {
  private final String name;
  private final List<String> lines;
  private final List<Problem> faults = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<Instruction.Arg> globals = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();
  private Instruction.@Nullable From from;
  private boolean complained;

  DockerfileParser(String text, String name) {
    this.name = name;
    this.lines = lines(text);
  }

  /** Physical lines; a byte order mark and carriage returns are dropped. */
  static List<String> lines(String text) {
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
  }

  static Instruction single(String text, String name) {
    var faults = new ArrayList<Problem>();
    var reader = new LineReader(name, lines(text), '\\', faults, new ArrayList<>());
    return new InstructionParser('\\').parse(reader.read().getFirst());
  }

  Dockerfile parse() {
    var directives = new Directives(name);
    directives.read(lines, faults);
    char escape = directives.escape();
    var read = new LineReader(name, lines, escape, faults, warnings).read();
    if (read.isEmpty()) {
      faults.add(
          new Problem(
              SourceLocation.of(name),
              lines.stream().allMatch(String::isBlank)
                  ? "the Dockerfile cannot be empty"
                  : "file with no instructions"));
    }
    var parser = new InstructionParser(escape);
    read.forEach(line -> take(parser, line));
    endStage();
    throwFaults(read);
    warnings.addAll(Lint.of(globals, stages));
    return new Dockerfile(name, escape, lines, globals, stages, warnings, directives.checks());
  }

  private void take(InstructionParser parser, LogicalLine line) {
    try {
      place(parser.parse(line));
    } catch (SourceException e) {
      faults.addAll(e.problems());
    }
  }

  private void place(Instruction instruction) {
    if (instruction instanceof Instruction.From next) {
      endStage();
      from = next;
    } else if (from != null) {
      instructions.add(instruction);
    } else if (instruction instanceof Instruction.Arg arg) {
      globals.add(arg);
    } else if (!complained) {
      complained = true;
      faults.add(
          new Problem(
              instruction.source().start(),
              "no build stage in current context",
              "the first instruction must be FROM or ARG"));
    }
  }

  private void endStage() {
    if (from != null) {
      stages.add(new Stage(stages.size(), from, instructions));
      instructions.clear();
    }
  }

  private void throwFaults(List<LogicalLine> read) {
    if (faults.isEmpty() && stages.isEmpty()) {
      faults.add(new Problem(read.getLast().at(0), "no build stage in current context"));
    }
    if (!faults.isEmpty()) {
      faults.sort(
          Comparator.comparingInt((Problem problem) -> problem.location().line())
              .thenComparingInt(problem -> problem.location().column()));
      throw new SourceException(faults);
    }
  }
}
