package dev.jstack.runtime.build.request;

import java.nio.file.Path;
import java.util.List;

/** Where the ssh keys of a build come from ({@code --ssh}). */
public sealed interface SshAgent {
  /** The socket of an agent that runs. */
  record Socket(Path path) implements SshAgent {}

  /** Files of private keys, for an agent of the step's own. */
  record Keys(List<Path> files) implements SshAgent {
    public Keys {
      files = List.copyOf(files);
    }
  }
}
