package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayerTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"x86_64,''", "aarch64,aarch64-linux-gnu-"})
  void committedBytesAreWhatTheSourceAssemblesTo(String architecture, String prefix)
      throws Exception {
    String tools = tools(architecture, prefix);
    assumeTrue(installed(tools + "as"), tools + "as is not installed (binutils)");
    var object = directory.resolve("player.o").toString();
    var binary = directory.resolve("player");
    var source = Path.of("src/main/player/player-" + architecture + ".s").toString();

    run(List.of(tools + "as", "-o", object, source));
    run(List.of(tools + "objcopy", "-O", "binary", "-j", ".text", object, binary.toString()));

    assertThat(Files.readAllBytes(binary)).isEqualTo(Player.code(architecture));
  }

  @ParameterizedTest
  @CsvSource({"x86_64", "aarch64"})
  void thePlayerIsSmall(String architecture) {
    assertThat(Player.code(architecture).length).isLessThan(1024);
  }

  private static String tools(String architecture, String prefix) {
    if (isNative(architecture)) {
      return "";
    }
    return prefix.isEmpty() ? "x86_64-linux-gnu-" : prefix;
  }

  private static boolean isNative(String architecture) {
    return architecture.equals(Player.architecture());
  }

  private static boolean installed(String program) {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(d -> Files.isExecutable(Path.of(d, program)));
  }

  private static void run(List<String> command) throws Exception {
    var process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
