package dev.jstack.runtime.build.remote;

import java.util.Optional;

/** A source of ADD that is not in the context. */
public sealed interface RemoteSource {
  record Url(String address) implements RemoteSource {}

  record Git(GitReference reference) implements RemoteSource {}

  /** For the history; passwords are left out. */
  default String text() {
    return switch (this) {
      case Url(var address) -> address;
      case Git(var reference) -> reference.shown();
    };
  }

  /** Empty for a path of the context. */
  static Optional<RemoteSource> of(String text) {
    var git = GitReference.parse(text);
    if (git.isPresent()) {
      return git.map(Git::new);
    }
    return RemoteFile.isRemote(text) ? Optional.of(new Url(text)) : Optional.empty();
  }

  static boolean isRemote(String text) {
    return of(text).isPresent();
  }
}
