package dev.jstack.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class InertOptionsTest {
  @Command(name = "cook")
  @Inert(
      names = {"-s", "--sharp"},
      value = "KNIFE",
      because = "there is one knife")
  @Inert(names = "--warm", because = "food is warm", fulfilled = true)
  private static final class Cook {
    @Mixin private Spices spices = new Spices();
  }

  @Inert(names = "--salt", because = "salt is out")
  private static final class Spices {
    @Option(names = "--pepper")
    private boolean pepper;
  }

  @Test
  void eachUsedOptionIsToldOnceWithItsReason() {
    assertThat(warnings("-s", "a", "-s", "b", "--salt"))
        .isEqualTo(
            """
            jstack: --sharp has no effect: there is one knife
            jstack: --salt has no effect: salt is out
            """);
  }

  @Test
  void whatIsNotUsedOrAlwaysSoIsNotTold() {
    assertThat(warnings("--warm", "--pepper")).isEmpty();
  }

  @Test
  void theHelpSaysSo() {
    var command = command();

    assertThat(command.getUsageMessage())
        .contains("No effect: there is one knife.", "Always so: food is warm.");
  }

  private static CommandLine command() {
    var command = new CommandLine(new Cook());
    command.setOverwrittenOptionsAllowed(true);
    InertOptions.add(command.getCommandSpec());
    return command;
  }

  private static String warnings(String... arguments) {
    var bytes = new ByteArrayOutputStream();
    InertOptions.warn(
        command().parseArgs(arguments), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
