package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operation of the player, on lists written out by hand; the other architecture's player runs
 * under qemu where that is installed.
 */
class PlayerLanguageTest {
  private static final long FIRST = LaunchList.BASE + LaunchList.HEADER_BYTES;
  private static final long SCRATCH = LaunchList.BASE + 4096;
  private static final int EXIT_X86 = 231;
  private static final int EXIT_ARM = 94;
  private static final int CLOSE_X86 = 3;
  private static final int CLOSE_ARM = 57;
  private static final int EBADF = 9;

  @TempDir private Path directory;

  private final List<byte[]> list = new ArrayList<>();

  private void add(int call, int operation, int registers, int result, long fine, long... values) {
    var bytes = ByteBuffer.allocate(Instruction.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(call).put((byte) operation).put((byte) registers).put((byte) result).put((byte) 0);
    for (int i = 0; i < 6; i++) {
      bytes.putLong(i < values.length ? values[i] : 0);
    }
    list.add(bytes.putLong(fine).putLong(0).array());
  }

  private static long at(int index) {
    return FIRST + (long) index * Instruction.BYTES;
  }

  private record End(int code, long failedAt, long errno) {}

  private End play(String architecture) throws Exception {
    var program = Files.write(directory.resolve("player"), Player.code(architecture));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    var memory = ByteBuffer.allocate(8192);
    memory.position(LaunchList.HEADER_BYTES);
    list.forEach(memory::put);
    var file = Files.write(directory.resolve("list"), memory.array());
    var script = emulator(architecture) + program + " 3<>" + file;
    int code = new ProcessBuilder("sh", "-c", script).start().waitFor();
    var header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    return new End(code, header.getLong(0), header.getLong(8));
  }

  private static String emulator(String architecture) {
    if (architecture.equals(Player.architecture())) {
      return "";
    }
    for (String name : List.of("qemu-" + architecture, "qemu-" + architecture + "-static")) {
      for (String path : System.getenv("PATH").split(File.pathSeparator, -1)) {
        if (Files.isExecutable(Path.of(path, name))) {
          return name + " ";
        }
      }
    }
    assumeTrue(false, "qemu-" + architecture + " is not installed");
    return "";
  }

  private static boolean arm(String architecture) {
    return architecture.equals("aarch64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void registersMemoryAndJumpsWorkTogether(String architecture) throws Exception {
    int exit = arm(architecture) ? EXIT_ARM : EXIT_X86;
    int close = arm(architecture) ? CLOSE_ARM : CLOSE_X86;
    add(close, 0, 0, 5, 1L << EBADF, 1000); //        r5 = close(1000), EBADF is fine
    add(0, 4, 1, 0, 0, 5, 0, at(3)); //               negative: go on at 3
    add(exit, 0, 0, 0, 0, 1);
    add(0, 6, 1, 6, 0, 5, 51); //                     r6 = r5 + 51 = 42
    add(0, 2, 2, 0, 0, SCRATCH, 6); //                memory = r6
    add(0, 1, 0, 31, 0, SCRATCH); //                  r31 = memory
    add(0, 3, 1, 0, 0, 31, 42, at(8)); //             equal: go on at 8
    add(exit, 0, 0, 0, 0, 2);
    add(0, 4, 1, 0, 0, 31, 0, at(10)); //             not negative: straight on
    add(exit, 0, 1, 0, 0, 31);

    assertThat(play(architecture)).isEqualTo(new End(42, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void aFailingCallSaysWhereAndWhy(String architecture) throws Exception {
    add(0, 3, 0, 0, 0, 1, 2, at(5));
    add(arm(architecture) ? CLOSE_ARM : CLOSE_X86, 0, 0, 0, 1L << 2, 1000);

    assertThat(play(architecture)).isEqualTo(new End(125, at(1), EBADF));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void aListMayFailByItself(String architecture) throws Exception {
    add(0, 5, 0, 0, -1, 38);

    assertThat(play(architecture)).isEqualTo(new End(125, at(0), 38));
  }
}
