package dev.jstack.runtime.container;

import dev.jstack.runtime.container.output.LogFiles;
import dev.jstack.runtime.container.output.StdStream;
import java.nio.file.Path;

/** The names in a container's directory. */
record ContainerFiles(Path directory) {
  Path config() {
    return directory.resolve("config.json");
  }

  Path state() {
    return directory.resolve("state.json");
  }

  Path fifo(StdStream stream) {
    return directory.resolve(stream.toString());
  }

  Path stdin() {
    return directory.resolve("stdin");
  }

  /** What a keeper saved of a stream that nobody read any more. */
  Path tail(StdStream stream) {
    return directory.resolve(stream + ".tail");
  }

  /** The keeper's note of pid and start time. */
  Path pid() {
    return directory.resolve("pid");
  }

  /** The keeper's note of how it ended. */
  Path exit() {
    return directory.resolve("exit");
  }

  LogFiles log() {
    return new LogFiles(directory.resolve("log"));
  }
}
