import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A command line tool, by the words it starts with.
 *
 * @param work where it finds the directory that the benchmark makes its files in
 */
record Tool(List<String> prefix, List<String> composeWord, Path work) {
  double compose(String stack, String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(prefix);
    command.addAll(composeWord);
    command.addAll(List.of("-p", "bench", "-f", "-"));
    Collections.addAll(command, words);
    return time(command, stack);
  }

  double run(String... words) throws IOException, InterruptedException {
    return fed("", words);
  }

  double fed(String input, String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(prefix);
    Collections.addAll(command, words);
    return time(command, input);
  }

  /** Likewise, whatever its exit code. */
  void attempt(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(prefix);
    Collections.addAll(command, words);
    new ProcessBuilder(command)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Begins and goes on; the caller ends it. */
  Process begin(Path log, String... words) throws IOException {
    var command = new ArrayList<>(prefix);
    Collections.addAll(command, words);
    return new ProcessBuilder(command)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectOutput(log.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static double time(List<String> command, String input)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("bench", ".in");
    Path out = Files.createTempFile("bench", ".out");
    try {
      Files.writeString(in, input);
      var builder =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectErrorStream(true);
      long start = System.nanoTime();
      int code = builder.start().waitFor();
      double millis = (System.nanoTime() - start) / 1e6;
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + ": exit code " + code + "\n" + Files.readString(out, StandardCharsets.UTF_8));
      }
      return millis;
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }
}
