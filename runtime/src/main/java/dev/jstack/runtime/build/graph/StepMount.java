package dev.jstack.runtime.build.graph;

import dev.jstack.runtime.build.graph.StageGraph.Origin;
import dev.jstack.runtime.image.Digest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A {@code RUN --mount} with everything looked up; targets are absolute. */
public sealed interface StepMount {
  String target();

  /**
   * Files of a context, a stage or an image; what a step writes into it is thrown away.
   *
   * @param from null for the build context
   * @param content digest of what is below {@code source}
   */
  record Bind(String target, @Nullable Origin from, String source, boolean readOnly, Digest content)
      implements StepMount {}

  /**
   * A directory that outlives builds.
   *
   * @param exclusive one step at a time
   * @param seed what is in it at first, or null for nothing
   */
  record Cache(
      String target,
      String id,
      boolean readOnly,
      boolean exclusive,
      int mode,
      int uid,
      int gid,
      @Nullable Bind seed)
      implements StepMount {
    /** What it is known by: one with other contents at first is another one. */
    public Digest key() {
      var name = seed == null ? id : id + '\0' + seed.content();
      return Digest.of(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  record Tmpfs(String target, String size) implements StepMount {}

  /** A file with a secret, or (with {@code variable}) an environment variable, or both. */
  record Secret(
      String target,
      String id,
      boolean file,
      @Nullable String variable,
      boolean required,
      int mode,
      int uid,
      int gid)
      implements StepMount {}

  /** The socket of an ssh agent. */
  record Ssh(String target, String id, boolean required, int mode, int uid, int gid)
      implements StepMount {}
}
