package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.output.OutputHub;
import dev.jstack.runtime.container.output.StdStream;
import dev.jstack.runtime.launch.Identity;
import dev.jstack.runtime.launch.Stdio;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Fifo;
import dev.jstack.runtime.linux.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stdin, stdout and stderr of a container: FIFOs in its directory, which its keeper holds open
 * whatever happens to the engine. The images' programs open /dev/stdout again as any user, so the
 * FIFOs belong to the container's.
 */
final class Streams implements AutoCloseable {
  private static final int FIFO_BYTES = 1 << 20;
  private static final int WRITE_FOR_GROUP = 0620;

  private final ContainerFiles files;

  /** stdin, stdout and stderr, as far as they are open. */
  private final List<Fd> launched = new ArrayList<>();

  private final Map<StdStream, Fd> readers = new EnumMap<>(StdStream.class);
  private @Nullable Fd input;

  private Streams(ContainerFiles files) {
    this.files = files;
  }

  /** {@code fed}: somebody is there to write to stdin, and its end is the program's. */
  static Streams open(ContainerFiles files, Identity owner, boolean stdinOpen, boolean fed) {
    var streams = new Streams(files);
    try {
      streams.stdin(owner, stdinOpen, fed);
      streams.output(StdStream.STDOUT, owner);
      streams.output(StdStream.STDERR, owner);
      return streams;
    } catch (RuntimeException e) {
      streams.close();
      streams.abandon();
      throw e;
    }
  }

  Stdio stdio() {
    return new Stdio.Streams(launched.get(0), launched.get(1), launched.get(2));
  }

  /** Hands the readers over to the hub. */
  void connect(OutputHub hub) {
    readers.forEach((stream, reader) -> hub.read(reader, stream));
    readers.clear();
  }

  /** The end to write stdin to, for somebody who feeds it. */
  @Nullable InputPipe input(EventLoop loop) {
    var end = input;
    input = null;
    return end == null ? null : new InputPipe(loop, end);
  }

  private void stdin(Identity owner, boolean stdinOpen, boolean fed) {
    if (fed) {
      var pipe = Pipe.open(0);
      launched.add(pipe.reader());
      input = pipe.writer();
      Attributes.setOwner(pipe.reader(), (int) owner.uid(), (int) owner.gid());
    } else if (stdinOpen) {
      fifo(files.stdin(), owner);
    } else {
      launched.add(Fd.open("/dev/null", Fd.O_RDWR));
    }
  }

  private void output(StdStream stream, Identity owner) {
    var path = files.fifo(stream);
    Fifo.resize(fifo(path, owner), FIFO_BYTES);
    readers.put(stream, Fd.open(path.toString(), Fd.O_RDONLY | Fd.O_NONBLOCK));
  }

  /** Open for reading and writing, a FIFO neither blocks nor ends. */
  private Fd fifo(Path path, Identity owner) {
    if (!Files.exists(path)) {
      Fifo.make(path);
    }
    var fifo = Fd.open(path.toString(), Fd.O_RDWR);
    launched.add(fifo);
    Attributes.setOwner(fifo, (int) owner.uid(), (int) owner.gid());
    Attributes.setPermissions(fifo, WRITE_FOR_GROUP);
    return fifo;
  }

  /** What an earlier run left must not be taken for this one's. */
  static void forget(ContainerFiles files) {
    try {
      Files.deleteIfExists(files.pid());
      Files.deleteIfExists(files.exit());
      for (var stream : StdStream.values()) {
        Files.deleteIfExists(files.tail(stream));
      }
    } catch (IOException e) {
      throw new JstackException("cannot start over in " + files.directory(), e);
    }
  }

  /** Closes what the start was given; readers and input stay. */
  @Override
  public void close() {
    launched.forEach(Fd::close);
  }

  /** After a failed start: closes the rest too. */
  void abandon() {
    readers.values().forEach(Fd::close);
    if (input != null) {
      input.close();
    }
  }
}
