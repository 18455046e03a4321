package dev.jstack.runtime.build;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A {@code .pyc} holds the time and the size of its source (PEP 552), and Python compiles again
 * what doesn't fit. So when a layer gives sources other times, those in the compiled files follow;
 * one that didn't fit before is left alone.
 */
final class CompiledPython {
  private static final String CACHE = "__pycache__";
  private static final String COMPILED = ".pyc";
  private static final int HEADER = 16;
  private static final int MAGIC_END = 2;
  private static final int FLAGS = 4;
  private static final int TIME = 8;
  private static final int SIZE = 12;

  private final long latest;

  /** Times later than {@code latest}, in seconds since 1970, are going to be that. */
  CompiledPython(long latest) {
    this.latest = latest;
  }

  void retime(Directory directory) {
    for (var entry : directory.list()) {
      var name = entry.name();
      if (name.bytes().endsWith(COMPILED)) {
        beside(directory, name);
      } else if (isDirectory(directory, entry)) {
        try (var next = directory.directory(name)) {
          if (name.bytes().equals(CACHE)) {
            cached(next, directory);
          } else {
            retime(next);
          }
        }
      }
    }
  }

  private static boolean isDirectory(Directory directory, DirectoryEntry entry) {
    return entry.kind() == FileKind.UNKNOWN
        ? directory.stat(entry.name()).filter(FileStat::isDirectory).isPresent()
        : entry.kind() == FileKind.DIRECTORY;
  }

  /** {@code x.pyc} of {@code x.py}. */
  private void beside(Directory directory, RawPath name) {
    var text = name.bytes();
    retime(directory, name, directory, new RawPath(text.substring(0, text.length() - 1)));
  }

  /** {@code __pycache__/x.cpython-311.pyc} of {@code x.py}. */
  private void cached(Directory cache, Directory sources) {
    for (var entry : cache.list()) {
      var text = entry.name().bytes();
      if (text.endsWith(COMPILED)) {
        var source = text.substring(0, text.indexOf('.')) + ".py";
        retime(cache, entry.name(), sources, new RawPath(source));
      }
    }
  }

  private void retime(Directory cache, RawPath name, Directory sources, RawPath sourceName) {
    var source = sources.stat(sourceName).filter(FileStat::isRegular);
    boolean changes = source.filter(stat -> stat.modifiedSeconds() > latest).isPresent();
    if (changes && cache.stat(name).filter(FileStat::isRegular).isPresent()) {
      header(cache, name)
          .filter(header -> fits(header, source.get()))
          .ifPresent(header -> write(cache, name, withTime(header)));
    }
  }

  private static Optional<byte[]> header(Directory directory, RawPath name) {
    var header = new byte[HEADER];
    try (var input = new FileInput(directory.open(name))) {
      return input.read(header, 0, HEADER) == HEADER ? Optional.of(header) : Optional.empty();
    }
  }

  private byte[] withTime(byte[] header) {
    numbers(header).putInt(TIME, (int) latest);
    return header;
  }

  private static ByteBuffer numbers(byte[] header) {
    return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean fits(byte[] bytes, FileStat source) {
    var header = numbers(bytes);
    return header.get(MAGIC_END) == '\r'
        && header.get(MAGIC_END + 1) == '\n'
        && header.getInt(FLAGS) == 0
        && header.getInt(TIME) == (int) source.modifiedSeconds()
        && header.getInt(SIZE) == (int) source.size();
  }

  private static void write(Directory directory, RawPath name, byte[] header) {
    try (var file = new FileOutput(directory.open(name, Fd.O_WRONLY, 0, Resolve.NO_LINKS))) {
      file.write(header, 0, HEADER);
    }
  }
}
