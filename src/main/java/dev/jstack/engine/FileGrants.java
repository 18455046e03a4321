package dev.jstack.engine;

import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectFile;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Configs and secrets as files with the owner and mode that a service wants. A file is named by its
 * content, owner and mode, so it never changes under a running container. Secrets are in memory
 * only; after a reboot they come back when their containers are started.
 */
final class FileGrants {
  private final Path configs;
  private final Path secrets;

  /** {@code secrets} should be in memory; both are made when they are needed. */
  FileGrants(Path configs, Path secrets) {
    this.configs = configs;
    this.secrets = secrets;
  }

  /** The file for a grant, made if need be. */
  Path file(Project project, FileGrant grant) {
    byte[] content = content(definition(project, grant));
    String owner = id(grant.uid()) + ":" + id(grant.gid()) + ":" + grant.mode();
    String name = Digest.of((Digest.of(content) + owner).getBytes(StandardCharsets.UTF_8)).hex();
    Path directory = grant.kind() == FileGrant.Kind.SECRET ? secrets : configs;
    Path file = directory.resolve(project.name()).resolve(name);
    if (!Files.exists(file)) {
      write(file, content, grant);
    }
    return file;
  }

  /** Removes the files of a project without containers; what can't be removed stays. */
  void forget(String project) {
    for (Path directory : List.of(configs, secrets)) {
      Path files = directory.resolve(project);
      try (Stream<Path> all = Files.list(files)) {
        for (Path file : all.toList()) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(files);
        Files.deleteIfExists(directory);
      } catch (IOException e) {
        // There are none, or others have some.
      }
    }
  }

  /** The digest of a config's or secret's content; empty for one that is kept elsewhere. */
  static Optional<String> digest(ProjectFile file) {
    return file.external() ? Optional.empty() : Optional.of(Digest.of(content(file)).toString());
  }

  private static ProjectFile definition(Project project, FileGrant grant) {
    ProjectFile file =
        switch (grant.kind()) {
          case CONFIG -> project.configs().get(grant.source());
          case SECRET -> project.secrets().get(grant.source());
        };
    if (file == null || file.external()) {
      throw new JstackException(
          "%s \"%s\" is external: jstack keeps none"
              .formatted(
                  grant.kind() == FileGrant.Kind.CONFIG ? "config" : "secret", grant.source()));
    }
    return file;
  }

  private static byte[] content(ProjectFile file) {
    if (file.file() == null) {
      return String.valueOf(file.content()).getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Files.readAllBytes(Path.of(file.file()));
    } catch (IOException e) {
      throw new JstackException("%s: cannot read %s".formatted(file.name(), file.file()), e);
    }
  }

  private void write(Path file, byte[] content, FileGrant grant) {
    try {
      Path directory = Objects.requireNonNull(file.getParent());
      MemoryDirectory.own(Objects.requireNonNull(directory.getParent()));
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, ".new", "");
      Files.write(fresh, content);
      Files.setAttribute(fresh, "unix:uid", id(grant.uid()));
      Files.setAttribute(fresh, "unix:gid", id(grant.gid()));
      Files.setAttribute(fresh, "unix:mode", grant.mode());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new JstackException("cannot write " + grant.source() + ": " + e.getMessage(), e);
    }
  }

  private static int id(@Nullable String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new JstackException("expected a numeric owner, got \"" + text + "\"", e);
    }
  }
}
