package dev.jstack.compose.model;

import org.jspecify.annotations.Nullable;

/**
 * A config or secret given to a service as a file.
 *
 * @param kind which of the two
 * @param source key in the project's configs or secrets
 * @param target absolute path in the container ({@code /run/secrets/x}); in a build the id
 * @param uid owner, or null for 0
 * @param gid group, or null for 0
 * @param mode permission bits
 */
public record FileGrant(
    Kind kind, String source, String target, @Nullable String uid, @Nullable String gid, int mode) {
  /** Configs and secrets differ only in where they appear and who may read the value. */
  public enum Kind {
    CONFIG,
    SECRET
  }
}
