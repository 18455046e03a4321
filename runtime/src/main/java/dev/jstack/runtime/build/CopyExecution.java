package dev.jstack.runtime.build;

import dev.jstack.runtime.build.CopyStep.Unpacking;
import dev.jstack.runtime.build.cache.StepInputs;
import dev.jstack.runtime.build.file.CopyStyle;
import dev.jstack.runtime.build.file.ModeChange;
import dev.jstack.runtime.build.file.Ownership;
import dev.jstack.runtime.build.graph.StageGraph.Origin;
import dev.jstack.runtime.build.remote.RemoteAccess;
import dev.jstack.runtime.build.remote.RemoteFiles;
import dev.jstack.runtime.build.remote.RemoteSource;
import dev.jstack.runtime.build.source.ChangedException;
import dev.jstack.runtime.build.source.ContentHash;
import dev.jstack.runtime.build.source.FileList;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.build.source.LinkPath;
import dev.jstack.runtime.build.source.Picked;
import dev.jstack.runtime.build.source.SourceContents;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.build.source.TreeWalk;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the key of a COPY or ADD, and carries it out when the cache doesn't have it. */
final class CopyExecution implements LayerStep.Inputs {
  private static final TreeWalk.Visitor UNWATCHED = (_, _, _, _) -> {};

  private final BuildSession session;
  private final StageState state;
  private final CopyStep step;
  private RemoteFiles remote;
  private final SourceContents contents;
  private FileList list = new FileList();
  private Digest content = new KeyHash("unknown").digest();

  CopyExecution(BuildSession session, StageState state, CopyStep step) {
    this.session = session;
    this.state = state;
    this.step = step;
    this.contents = new SourceContents(session.tools().digests());
    this.remote = remotes(List.of());
  }

  void run(String name) {
    try (var files = remotes(step.remotes())) {
      remote = files;
      new LayerStep(session, state, name, step.createdBy(), false).run(this, new Copying());
    }
  }

  private RemoteFiles remotes(List<RemoteSource> sources) {
    return new RemoteFiles(
        sources, step.checksum(), new RemoteAccess(session.options()), session.tools().temporary());
  }

  private final class Copying implements LayerStep.Work {
    @Override
    public void on(LayerStep.Making making) {
      carryOut(making);
    }
  }

  @Override
  public Digest key() {
    content = content();
    var all = remote.isEmpty() ? content : new KeyHash("add").add(content).add(remote()).digest();
    return step.link() ? linkKey(all) : step.key(state.identity(), all);
  }

  @Override
  public void describe(StepInputs inputs) {
    inputs.add(StepInputs.INSTRUCTION, step.text());
    for (var document : step.documents()) {
      inputs.addHidden("here-document " + document.name(), document.content());
    }
    if (!remote.isEmpty()) {
      inputs.add("what is downloaded", remote());
    }
    inputs.files().putAll(list.digests());
    if (list.isEmpty()) {
      inputs.add(taken(), content);
    }
  }

  private String taken() {
    return switch (step.from()) {
      case Origin.OfStage(int index) ->
          "what it takes from stage " + session.graph().label(index).strip();
      case Origin.Image(var name) -> "what it takes from image " + name;
      case null, default -> "what it copies";
    };
  }

  /** The same on whatever it lies, as far as the way to its target is the same. */
  private Digest linkKey(Digest all) {
    var hash = new KeyHash("link").add(step.key(new KeyHash("nothing").digest(), all));
    try (var root = StageMount.readable(session.lowers(state.result()))) {
      addWay(hash, root);
    }
    var owner = owner();
    return owner == null ? hash.digest() : hash.add(owner.uid()).add(owner.gid()).digest();
  }

  /** The layer holds these directories, too. */
  private void addWay(KeyHash hash, Directory root) {
    var walked = RawPath.EMPTY;
    for (var component : RawPath.of(GoPath.relative(step.target())).components()) {
      walked = walked.resolve(new RawPath(component));
      var settled = LinkPath.settle(root, walked);
      hash.add(settled.bytes());
      try (var there = root.open(settled, Fd.O_PATH, 0, Resolve.IN_ROOT)) {
        var stat = Attributes.stat(there);
        hash.add(stat.kind().format() | stat.permissions()).add(stat.uid()).add(stat.gid());
      } catch (LinuxException e) {
        if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
          throw e;
        }
        return;
      }
    }
  }

  /** Names are those of the stage, also where its files are not below. */
  private @Nullable Ownership owner() {
    var chown = step.chown();
    if (chown == null) {
      return null;
    }
    try (var root = StageMount.readable(session.lowers(state.result()))) {
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
    var selection = step.selection(files.identity());
    return session
        .content(selection)
        .orElseGet(() -> {
          var found = hashed();
          session.putContent(selection, found);
          return found;
        });
  }

  private Digest hashed() {
    try (var tree = tree()) {
      return hash(tree, step.pick(tree));
    }
  }

  private Digest hash(SourceTree tree, List<Picked> picked) {
    return ContentHash.of(tree, picked, IgnoreRules.of(step.excludes()), contents);
  }

  private SourceTree tree() {
    var from = step.from();
    return from == null ? session.context() : session.tree(from);
  }

  private void carryOut(LayerStep.Making making) {
    try (var target = StageFiles.open(making)) {
      var chmod = step.chmod();
      var mode = chmod == null ? null : ModeChange.parse(chmod);
      var style = new CopyStyle(owner(), mode, true, making.time());
      var work = new CopyWork(step, target, style, contents, session.tools().temporary());
      work.write(step.documents());
      if (!remote.isEmpty()) {
        try (var tree = remote.tree()) {
          work.copy(tree, remote.pick(tree), step.unpacking() == Unpacking.ALL, UNWATCHED);
        }
      }
      if (!step.sources().isEmpty()) {
        local(work);
      }
    }
  }

  private void local(CopyWork work) {
    try (var tree = tree()) {
      var picked = step.pick(tree);
      boolean unpacks = step.unpacking() != Unpacking.NONE;
      if (tree.stable()) {
        work.copy(tree, picked, unpacks, UNWATCHED);
        return;
      }
      list = new FileList();
      var copied = ContentHash.listing(tree, contents, list);
      work.copy(tree, picked, unpacks, copied);
      if (!copied.digest().equals(content)) {
        throw new ChangedException();
      }
    }
  }
}
