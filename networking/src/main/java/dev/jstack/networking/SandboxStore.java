package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The open sandboxes on disk, true until the next boot; one file for each container. */
final class SandboxStore {
  private final Path directory;
  private final String bootId;

  SandboxStore(Path directory, String bootId) {
    this.directory = directory;
    this.bootId = bootId;
  }

  void save(SandboxState state) {
    state.write(bootId).write(directory.resolve(state.containerId()));
  }

  void delete(String containerId) {
    try {
      Files.deleteIfExists(directory.resolve(containerId));
    } catch (IOException e) {
      throw new JstackException("cannot remove the network state of " + containerId, e);
    }
  }

  /** Those of this boot; others are deleted. */
  List<SandboxState> load() {
    var states = new ArrayList<SandboxState>();
    try (Stream<Path> files = Files.list(directory)) {
      for (var file : files.filter(f -> f.getFileName().toString().length() == 64).toList()) {
        var text = StateText.read(file);
        boolean whole = text.optional("end").isPresent();
        if (whole && text.one("boot").equals(bootId)) {
          states.add(SandboxState.read(text));
        } else {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new JstackException("cannot read the network state in " + directory, e);
    }
    return states;
  }
}
