package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class CompiledPythonTest {
  private static final int MADE = 1_700_000_000;
  private static final int STEP = 1_000_000_000;

  @TempDir Path temporary;

  private void source(String name, int time) throws IOException {
    var file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "print(1)\n");
    Files.setLastModifiedTime(file, FileTime.from(time, TimeUnit.SECONDS));
  }

  private Path compiled(String name, int flags, int time) throws IOException {
    var file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes(flags, time, 9));
  }

  private static byte[] bytes(int flags, int time, int size) {
    return ByteBuffer.allocate(20)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x0a0d0da7)
        .putInt(flags)
        .putInt(time)
        .putInt(size)
        .putInt(42)
        .array();
  }

  private void retime() {
    try (var root = Directory.open(temporary)) {
      new CompiledPython(STEP).retime(root);
    }
  }

  @Test
  void theTimeOfASourceFollowsIt() throws IOException {
    source("lib/pkg/x.py", MADE);
    var plain = compiled("lib/pkg/__pycache__/x.cpython-311.pyc", 0, MADE);
    var optimised = compiled("lib/pkg/__pycache__/x.cpython-311.opt-1.pyc", 0, MADE);
    var beside = compiled("lib/pkg/x.pyc", 0, MADE);
    retime();
    for (var file : new Path[] {plain, optimised, beside}) {
      assertThat(file).hasBinaryContent(bytes(0, STEP, 9));
    }
  }

  @Test
  void whatWouldNotHaveFittedIsLeftAlone() throws IOException {
    source("x.py", MADE);
    var stale = compiled("__pycache__/x.cpython-311.pyc", 0, MADE - 1);
    var hashed = compiled("__pycache__/x.cpython-312.pyc", 1, MADE);
    var torn = temporary.resolve("__pycache__/x.cpython-313.pyc");
    Files.write(torn, new byte[7]);
    var other = temporary.resolve("__pycache__/x.cpython-314.pyc");
    Files.write(other, bytes(0, MADE, 8));
    retime();
    assertThat(stale).hasBinaryContent(bytes(0, MADE - 1, 9));
    assertThat(hashed).hasBinaryContent(bytes(1, MADE, 9));
    assertThat(torn).hasBinaryContent(new byte[7]);
    assertThat(other).hasBinaryContent(bytes(0, MADE, 8));
  }

  @Test
  void aSourceThatKeepsItsTimeChangesNothing() throws IOException {
    source("x.py", STEP - 5);
    var file = compiled("__pycache__/x.cpython-311.pyc", 0, STEP - 5);
    retime();
    assertThat(file).hasBinaryContent(bytes(0, STEP - 5, 9));
  }

  @Test
  void linksAndPipesAreNotFollowed() throws IOException {
    source("in/x.py", MADE);
    var outside = compiled("outside", 0, MADE);
    Files.createDirectories(temporary.resolve("in/__pycache__"));
    Files.createSymbolicLink(temporary.resolve("in/__pycache__/x.cpython-311.pyc"), outside);
    try (var cache = Directory.open(temporary.resolve("in/__pycache__"))) {
      cache.makeNode(RawPath.of("x.cpython-312.pyc"), FileKind.FIFO, 0644, 0);
    }
    retime();
    assertThat(outside).hasBinaryContent(bytes(0, MADE, 9));
  }
}
