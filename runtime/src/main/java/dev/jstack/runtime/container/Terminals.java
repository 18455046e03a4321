package dev.jstack.runtime.container;

import dev.jstack.runtime.container.output.OutputHub;
import dev.jstack.runtime.container.output.StdStream;
import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Fifo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The engine's side of a pseudo-terminal; each use has a descriptor of its own. */
final class Terminals {
  private Terminals() {}

  /** All a terminal shows is stdout. */
  static void read(Fd master, OutputHub hub) {
    var source = master.duplicate();
    Fifo.setNonBlocking(source);
    hub.read(source, StdStream.STDOUT);
  }

  static InputPipe input(EventLoop loop, Fd master) {
    return new InputPipe(loop, master.duplicate());
  }

  /** The number of the master that a keeper holds. */
  static OptionalInt masterOf(int keeper) {
    try (var links = Files.newDirectoryStream(Path.of("/proc/" + keeper + "/fd"))) {
      for (var link : links) {
        if (Files.readSymbolicLink(link).toString().endsWith("/ptmx")) {
          return OptionalInt.of(Integer.parseInt(link.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      return OptionalInt.empty();
    }
    return OptionalInt.empty();
  }
}
