package dev.jstack.engine.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The right to be the engine of a run directory; the kernel takes it back with the process. */
final class EngineLock implements AutoCloseable {
  private final FileChannel file;

  private EngineLock(FileChannel file) {
    this.file = file;
  }

  /** Empty when another process has it. */
  static Optional<EngineLock> take(Path runDir) throws IOException {
    var file =
        FileChannel.open(
            runDir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (file.tryLock() == null) {
      file.close();
      return Optional.empty();
    }
    return Optional.of(new EngineLock(file));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
