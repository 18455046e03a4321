package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.StageGraph.Origin;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import java.util.List;

/** Finds the key of a COPY or ADD, and carries it out when the cache doesn't have it. */
final class CopyExecution {
  private static final int ATTEMPTS = 3;

  /** The files changed between hashing and copying. */
  private static final class ChangedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChangedException() {
      super("the files changed while they were copied", null, false, false);
    }
  }

  private final BuildSession session;
  private final StageState state;
  private final CopyStep step;
  private RemoteFiles remote;
  private Digest content = new KeyHash("unknown").digest();

  CopyExecution(BuildSession session, StageState state, CopyStep step) {
    this.session = session;
    this.state = state;
    this.step = step;
    this.remote = new RemoteFiles(List.of(), null, session.tools().temporary());
  }

  void run(String name) {
    for (int attempt = 1; ; attempt++) {
      try (var files =
          new RemoteFiles(step.remotes(), step.checksum(), session.tools().temporary())) {
        remote = files;
        attempt(name);
        return;
      } catch (ChangedException e) {
        if (attempt == ATTEMPTS) {
          throw new JstackException("the files to copy keep changing while they are copied", e);
        }
      }
    }
  }

  private void attempt(String name) {
    new LayerStep(session, state, name, step.createdBy(), false)
        .run(
            this::key,
            (root, _) -> {
              try (var target = WorkdirWork.root(root)) {
                carryOut(target);
              }
            });
  }

  private Digest key() {
    content = content();
    var all = remote.isEmpty() ? content : new KeyHash("add").add(content).add(remote()).digest();
    return step.key(state.identity(), all);
  }

  /** With a checksum there is no need to look. */
  private Digest remote() {
    var checksum = step.checksum();
    if (checksum != null) {
      return new KeyHash("checksum").add(checksum).add(step.remotes()).digest();
    }
    try (var tree = remote.tree()) {
      return hash(tree, remote.pick(tree));
    }
  }

  /** What the sources hold; for layers, which never change, it is remembered. */
  private Digest content() {
    if (step.sources().isEmpty()) {
      return new KeyHash("nothing").digest();
    }
    var from = step.from();
    if (from == null || from instanceof Origin.Context) {
      return hashed();
    }
    var files = session.files(from);
    if (files.host() != null) {
      return hashed();
    }
    var cache = session.tools().cache();
    var selection = step.selection(files.identity());
    return cache
        .content(selection)
        .orElseGet(() -> {
          var content = hashed();
          cache.putContent(selection, content);
          return content;
        });
  }

  private Digest hashed() {
    try (var tree = tree()) {
      return hash(tree, step.pick(tree));
    }
  }

  private Digest hash(SourceTree tree, List<Picked> picked) {
    return ContentHash.of(tree, picked, IgnoreRules.of(step.excludes()), session.tools().digests());
  }

  private SourceTree tree() {
    var from = step.from();
    return from == null ? session.context() : session.tree(from);
  }

  private void carryOut(Directory target) {
    var work = new CopyWork(step, target, session.tools().temporary());
    work.write(step.documents());
    if (!remote.isEmpty()) {
      try (var tree = remote.tree()) {
        work.copy(tree, remote.pick(tree));
      }
    }
    if (!step.sources().isEmpty()) {
      local(work);
    }
  }

  private void local(CopyWork work) {
    try (var tree = tree()) {
      var picked = step.pick(tree);
      work.copy(tree, picked);
      if (!tree.stable() && !hash(tree, picked).equals(content)) {
        throw new ChangedException();
      }
    }
  }
}
