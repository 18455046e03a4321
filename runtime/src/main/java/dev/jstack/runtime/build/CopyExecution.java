package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.CopyStep.Unpacking;
import dev.jstack.runtime.build.StageGraph.Origin;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    this.remote = remotes(List.of());
  }

  void run(String name) {
    for (int attempt = 1; ; attempt++) {
      try (var files = remotes(step.remotes())) {
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

  private RemoteFiles remotes(List<RemoteSource> sources) {
    return new RemoteFiles(
        sources, step.checksum(), new RemoteAccess(session.options()), session.tools().temporary());
  }

  private void attempt(String name) {
    new LayerStep(session, state, name, step.createdBy(), false).run(this::key, new Copying());
  }

  private final class Copying implements LayerStep.Work {
    @Override
    public void on(Fd root, Progress.Step progress) {
      try (var target = WorkdirWork.root(root)) {
        carryOut(target);
      }
    }

    @Override
    public boolean needsBase() {
      return !step.link();
    }
  }

  private Digest key() {
    content = content();
    var all = remote.isEmpty() ? content : new KeyHash("add").add(content).add(remote()).digest();
    return step.link() ? linkKey(all) : step.key(state.identity(), all);
  }

  /** The same on whatever it lies. */
  private Digest linkKey(Digest all) {
    var hash = new KeyHash("link").add(step.key(new KeyHash("nothing").digest(), all));
    var owner = owner();
    return owner == null ? hash.digest() : hash.add(owner.uid()).add(owner.gid()).digest();
  }

  /** Names are those of the stage, also where its files are not below. */
  private @Nullable Ownership owner() {
    var chown = step.chown();
    if (chown == null) {
      return null;
    }
    try (var root = StageMount.readable(state.result().lowers())) {
      return Ownership.chown(chown, root);
    }
  }

  private Digest remote() {
    return remote.key(() -> {
      try (var tree = remote.tree()) {
        return hash(tree, remote.pick(tree));
      }
    });
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
    var work = new CopyWork(step, target, owner(), session.tools().temporary());
    work.write(step.documents());
    if (!remote.isEmpty()) {
      try (var tree = remote.tree()) {
        work.copy(tree, remote.pick(tree), step.unpacking() == Unpacking.ALL);
      }
    }
    if (!step.sources().isEmpty()) {
      local(work);
    }
  }

  private void local(CopyWork work) {
    try (var tree = tree()) {
      var picked = step.pick(tree);
      work.copy(tree, picked, step.unpacking() != Unpacking.NONE);
      if (!tree.stable() && !hash(tree, picked).equals(content)) {
        throw new ChangedException();
      }
    }
  }
}
