package dev.jstack.runtime.build;

import dev.jstack.runtime.dockerfile.Command;
import dev.jstack.runtime.dockerfile.Instruction;
import java.util.List;

/**
 * What a RUN executes, here-documents considered.
 *
 * @param script the content of a program of its own ({@code #!…}), empty for none
 * @param scriptName its file below {@link #SCRIPTS}
 */
record RunCommand(List<String> argv, String script, String scriptName) {
  static final String SCRIPTS = "/dev/pipes";

  RunCommand {
    argv = List.copyOf(argv);
  }

  static RunCommand of(Instruction.Run run, List<String> shell) {
    var documents = run.documents();
    if (documents.isEmpty() || !(run.command() instanceof Command.Line(var text))) {
      return new RunCommand(run.command().argv(shell), "", "");
    }
    var first = documents.getFirst();
    if (!isScript(run)) {
      var full = new StringBuilder(text);
      documents.forEach(d -> full.append('\n').append(d.content()).append(d.name()));
      return new RunCommand(new Command.Line(full.toString()).argv(shell), "", "");
    }
    if (first.body().startsWith("#!")) {
      var file = SCRIPTS + "/" + first.name();
      return new RunCommand(new Command.Line(file).argv(shell), first.body(), first.name());
    }
    return new RunCommand(new Command.Line(first.body()).argv(shell), "", "");
  }

  /** Whether a here-document is all there is to run. */
  static boolean isScript(Instruction.Run run) {
    return run.documents().size() == 1
        && run.command() instanceof Command.Line(var text)
        && text.matches("\\d*<<-?\\S+");
  }

  boolean hasScript() {
    return !script.isEmpty();
  }
}
