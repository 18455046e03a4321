package dev.jstack.cli;

import dev.jstack.cli.frame.Session;
import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes what the distribution has in {@code share}: manual pages and completions. */
public final class Share {
  private Share() {}

  /** {@code Share DIRECTORY}; called by the build. */
  public static void main(String[] arguments) throws IOException {
    Path share = Path.of(arguments[0]);
    write(share.resolve("bash-completion/completions/jstack"), text("completion.bash"));
    write(share.resolve("zsh/site-functions/_jstack"), text("completion.zsh"));
    write(share.resolve("fish/vendor_completions.d/jstack.fish"), text("completion.fish"));
    Path pages = share.resolve("man/man1");
    for (Map.Entry<String, String> page : new ManualPages(nobody()).all().entrySet()) {
      write(pages.resolve(page.getKey() + ".1"), page.getValue());
    }
  }

  /** A text that comes with the program. */
  static String text(String name) {
    try (InputStream in = Share.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  /** A caller without an engine: commands are described, and none is run. */
  private static Session nobody() {
    var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var caller =
        new Invocation(
            List.of(),
            Path.of("/"),
            Map.of(),
            0022,
            InputStream.nullInputStream(),
            out,
            out,
            Terminal.none(),
            new Interrupts());
    return new Session(
        caller,
        () -> {
          throw new IllegalStateException("no engine");
        },
        () -> {
          throw new IllegalStateException("no engine");
        });
  }
}
