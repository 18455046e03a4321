package dev.jstack.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a command may know of its caller. Commands run in the engine, for a client in another
 * process: they never touch {@code System.out}, {@code System.getenv}, the working directory or
 * signals of their own process.
 *
 * <p>{@code out} and {@code err} take text and bytes and are never slow to call; the connection
 * sends what has gathered. They block when the caller reads too slowly. Reading {@code in} asks the
 * caller for input; nobody's input is read before that.
 *
 * @param arguments without the program's name
 * @param directory absolute; relative paths of the caller are relative to it
 * @param umask of the caller, for files made in its name
 */
public record Invocation(
    List<String> arguments,
    Path directory,
    Map<String, String> environment,
    int umask,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminal terminal,
    Interrupts interrupts) {

  public Invocation {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** The same with other arguments. */
  public Invocation withArguments(List<String> others) {
    return new Invocation(
        others, directory, environment, umask, in, out, err, terminal, interrupts);
  }

  /** The same with another standard error. */
  public Invocation withErr(PrintStream other) {
    return new Invocation(
        arguments, directory, environment, umask, in, out, other, terminal, interrupts);
  }

  /** The absolute path of what the caller calls {@code path}. */
  public Path resolve(String path) {
    return directory.resolve(path).normalize();
  }
}
