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
  private Digest content = new KeyHash("unknown").digest();

  CopyExecution(BuildSession session, StageState state, CopyStep step) {
    this.session = session;
    this.state = state;
    this.step = step;
  }

  void run(String name) {
    for (int attempt = 1; ; attempt++) {
      try {
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
    return step.key(state.identity(), content);
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
    var temporary = session.tools().temporary();
    if (step.sources().isEmpty()) {
      new CopyWork(step, target, true, temporary).write(step.documents());
      return;
    }
    try (var tree = tree()) {
      var picked = step.pick(tree);
      var work = new CopyWork(step, target, tree.foreign(), temporary);
      work.copy(tree, picked);
      work.write(step.documents());
      if (!tree.stable() && !hash(tree, picked).equals(content)) {
        throw new ChangedException();
      }
    }
  }
}
