package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import java.nio.file.Path;

/** What the value of {@code --build-context name=value} stands for. */
public sealed interface ContextPlace {
  /** {@code docker-image://reference}. */
  record Image(String reference) implements ContextPlace {}

  /** {@code oci-layout://path[:tag|@digest]}. */
  record Layout(Path path, String name) implements ContextPlace {}

  record Git(GitReference reference) implements ContextPlace {}

  /** A tar, compressed or not. */
  record Download(String address) implements ContextPlace {}

  record Local(Path path) implements ContextPlace {}

  static ContextPlace parse(String text) {
    if (text.startsWith("docker-image://")) {
      return new Image(text.substring("docker-image://".length()));
    }
    if (text.startsWith("oci-layout://")) {
      return layout(text.substring("oci-layout://".length()));
    }
    var git = GitReference.parse(text);
    if (git.isPresent()) {
      return new Git(git.get());
    }
    if (RemoteFile.isRemote(text)) {
      return new Download(text);
    }
    if (text.contains("://")) {
      throw new JstackException(
          "build context \"" + text + "\": unknown kind",
          "expected a directory, docker-image://, oci-layout://, or the address of a repository"
              + " or an archive",
          null);
    }
    return new Local(Path.of(text));
  }

  private static Layout layout(String text) {
    int at = text.indexOf('@');
    int colon = text.lastIndexOf(':');
    if (at >= 0) {
      return new Layout(Path.of(text.substring(0, at)), text.substring(at + 1));
    }
    return colon > text.lastIndexOf('/')
        ? new Layout(Path.of(text.substring(0, colon)), text.substring(colon + 1))
        : new Layout(Path.of(text), "");
  }

  /** Whether it is an image rather than files. */
  default boolean isImage() {
    return this instanceof Image || this instanceof Layout;
  }
}
