package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Syscall;
import java.util.List;

/** Finds the program and executes it, as execvp(3) does but without the current directory. */
final class ExecSteps {
  private static final String PATH = "PATH=";
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final LaunchList list;
  private final List<String> argv;
  private final List<String> environment;
  private final long arguments;
  private final long variables;

  ExecSteps(LaunchList list, List<String> argv, List<String> environment) {
    this.list = list;
    this.argv = argv;
    this.environment = environment;
    this.arguments = list.vector(argv);
    this.variables = list.vector(environment);
  }

  void run() {
    String program = argv.getFirst();
    boolean direct = program.indexOf('/') >= 0;
    String quoted = String.join("\", \"", argv);
    list.executeStep(
        "execve(\""
            + program
            + (direct ? "\"" : "\" from PATH")
            + ", [\""
            + quoted
            + "\"], "
            + environment.size()
            + " variables)",
        program);
    if (direct) {
      list.call(Syscall.EXECVE, program, arguments, variables);
    } else {
      search(program);
    }
  }

  /** A program that may not be run is a better answer than one that isn't there. */
  private void search(String program) {
    var denied = list.register();
    list.set(denied, 0);
    for (String directory : path().split(":", -1)) {
      if (directory.startsWith("/")) {
        attempt(directory + "/" + program, denied);
      }
    }
    var forbidden = new Label();
    list.jumpIfEqual(denied, 1, forbidden);
    list.fail(Errno.ENOENT);
    list.place(forbidden);
    list.fail(Errno.EACCES);
  }

  private void attempt(String file, Register denied) {
    var remember = new Label();
    var next = new Label();
    var result = Register.LAST;
    list.call(Syscall.EXECVE, file, arguments, variables)
        .fine(Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES, Errno.ELOOP, Errno.ENAMETOOLONG)
        .into(result);
    list.jumpIfEqual(result, -Errno.EACCES.number(), remember);
    list.jump(next);
    list.place(remember);
    list.set(denied, 1);
    list.place(next);
  }

  private String path() {
    return environment.stream()
        .filter(variable -> variable.startsWith(PATH))
        .reduce((first, last) -> last)
        .map(variable -> variable.substring(PATH.length()))
        .orElse(DEFAULT_PATH);
  }
}
