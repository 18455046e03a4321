package dev.jstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.console.Terminal;
import dev.jstack.runtime.JstackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line without an engine: what it can do alone, and what it says otherwise. */
class CommandsTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theHelpNamesEveryVerb() {
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("  up ", "  down ", "  run ", "  ps ", "  engine ", "  version ");
  }

  @Test
  void theVersionNeedsNothing() {
    assertThat(run("version")).isZero();
    assertThat(out()).startsWith("jstack version ");
    assertThat(run("version", "-f", "{{.Server.Os}}")).isZero();
    assertThat(out()).endsWith("linux\n");
    assertThat(run("version", "-f", "yaml")).isEqualTo(1);
  }

  @Test
  void aNounAloneShowsItsHelp() {
    assertThat(run("engine")).isZero();
    assertThat(out()).contains("  status ", "  stop ");
  }

  @Test
  void buildPruneIsBuilderPrune() {
    assertThat(run("build", "prune", "--help")).isZero();
    assertThat(out()).startsWith("Usage: jstack builder prune ");
  }

  @Test
  void helpOfAVerbIsItsHelp() {
    assertThat(run("help", "network", "ls")).isZero();
    assertThat(out()).startsWith("Usage: jstack network ls ");
  }

  @Test
  void truthValuesAreGos() {
    assertThat(run("ps", "--help=t")).isZero();
    assertThat(run("ps", "--all=maybe")).isEqualTo(1);
    assertThat(err()).contains("expected true or false, got \"maybe\"");
  }

  @Test
  void aListHasItsOldNames() {
    assertThat(run("image", "list", "--help")).isZero();
    assertThat(run("container", "remove", "--help")).isZero();
  }

  @Test
  void whatCanNotBeRehearsedIsNotDone() {
    assertThat(run("--dry-run", "volume", "create", "v")).isEqualTo(1);
    assertThat(err()).contains("--dry-run: \"create\" can't tell what it would do");
    assertThat(run("--dry-run", "version")).isZero();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(run("tag", "a")).isEqualTo(1);
    assertThat(err()).isEqualTo("jstack: missing: TARGET_IMAGE[:TAG]\nsee: jstack tag --help\n");
  }

  @Test
  void aMisspeltVerbGetsASuggestion() {
    assertThat(run("versoin")).isEqualTo(1);
    assertThat(err()).contains("unknown command or argument \"versoin\"", "\"version\"");
  }

  @Test
  void whatNeedsTheEngineSaysWhatIsMissing() {
    assertThat(run("network", "ls")).isEqualTo(1);
    assertThat(err()).isEqualTo("jstack: this needs root; run it with sudo\n");
  }

  @Test
  void whatFailsBeforeThereIsACommandIsToldToo() throws IOException {
    Files.writeString(directory.resolve("compose.yaml"), "services: {web: {image: x}}");

    assertThat(run("run", "other")).isEqualTo(1);
    assertThat(err()).isEqualTo("jstack: this needs root; run it with sudo\n");
  }

  @Test
  void aBuildOfADirectoryIsDockersThoughThereIsAProject() throws IOException {
    Files.writeString(directory.resolve("compose.yaml"), "services: {web: {image: x}}");
    Files.createDirectory(directory.resolve("context"));

    assertThat(run("build", "--tag", "a", "--help", "context")).isZero();
    assertThat(out()).startsWith("Usage: jstack build ").contains("--tag");
  }

  private int run(String... arguments) {
    var invocation =
        new Invocation(
            List.of(arguments),
            directory,
            Map.of(),
            0022,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.none(),
            new Interrupts());
    return new Commands(CommandsTest::none, CommandsTest::none).run(invocation);
  }

  private static <T> T none() {
    throw new JstackException("this needs root", "run it with sudo", null);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
