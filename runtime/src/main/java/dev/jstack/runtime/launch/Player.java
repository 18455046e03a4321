package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Memfd;
import dev.jstack.runtime.linux.Spawn;
import dev.jstack.runtime.linux.Spawn.Descriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The program that plays launch lists: a sealed file in memory, the same for all starts. */
final class Player implements AutoCloseable {
  private static final int LIST = 3;

  private final Memfd program;
  private final Fd nothing;

  private Player(Memfd program, Fd nothing) {
    this.program = program;
    this.nothing = nothing;
  }

  static Player open() {
    return new Player(copy("jstack-player"), Fd.open("/dev/null", Fd.O_RDWR));
  }

  /** The program in a file of its own. */
  static Memfd copy(String name) {
    return Memfd.program(name, code(architecture()));
  }

  static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
  }

  /** The committed bytes for an architecture. */
  static byte[] code(String architecture) {
    try (var in = Player.class.getResourceAsStream("player-" + architecture)) {
      if (in == null) {
        throw new IllegalStateException("no player for " + architecture);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a list into memory that a player can be given. */
  static Memfd memory(String name, LaunchList list) {
    var memory = Memfd.shared(name);
    memory.write(LaunchList.HEADER_BYTES, list.encodedInstructions());
    memory.write(LaunchList.DATA_OFFSET, list.encodedData());
    return memory;
  }

  /** Starts a player on {@code memory}; the caller reaps it. */
  int play(LaunchList list, Memfd memory, List<String> argv) {
    var descriptors = new ArrayList<Descriptor>();
    descriptors.add(new Descriptor(memory.fd(), LIST));
    for (int number = 0; number < LIST; number++) {
      descriptors.add(new Descriptor(nothing, number));
    }
    list.kept().forEach(fd -> descriptors.add(Descriptor.same(fd)));
    return Spawn.start(program.fd(), argv, descriptors);
  }

  @Override
  public void close() {
    program.close();
    nothing.close();
  }
}
