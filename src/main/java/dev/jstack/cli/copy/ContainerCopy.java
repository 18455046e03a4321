package dev.jstack.cli.copy;

import dev.jstack.cli.frame.Session;
import dev.jstack.console.Human;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.container.AccountFiles;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.UserText;
import dev.jstack.runtime.copy.Copying;
import dev.jstack.runtime.copy.FileTree;
import dev.jstack.runtime.copy.Owner;
import dev.jstack.runtime.linux.Directory;
import java.io.BufferedOutputStream;
import java.util.List;
import java.util.function.ToLongFunction;

/** One copy from or to one container. */
final class ContainerCopy {
  private static final int BUFFER = 1 << 18;

  private final Session session;
  private final CopyOptions options;

  ContainerCopy(Session session, CopyOptions options) {
    this.session = session;
    this.options = options;
  }

  void from(Container container) {
    session.engine().containers().tell(container, "archive-path");
    var source = options.source().path();
    var target = options.target();
    if (target.isStream()) {
      var out = new BufferedOutputStream(session.out(), BUFFER);
      with(container, tree -> Copying.archive(tree, source, out, options.followLink));
      return;
    }
    var owner = options.archive ? Owner.same() : Owner.maker();
    var copying = Copying.outOf(owner, warning -> session.err().println("jstack: " + warning));
    long bytes =
        with(
            container,
            tree -> {
              try (var here = FileTree.ofThisMachine()) {
                return copying.copy(tree, source, here, here(target), options.followLink);
              }
            });
    tell(bytes, here(target));
  }

  void to(Container container) {
    var source = options.source();
    var target = options.target().path();
    long bytes =
        with(
            container,
            tree -> {
              var copying = Copying.into(owner(container, tree.root()));
              if (source.isStream()) {
                return copying.unpack(session.invocation().in(), tree, target);
              }
              try (var here = FileTree.ofThisMachine()) {
                return copying.copy(here, here(source), tree, target, options.followLink);
              }
            });
    session.engine().containers().tell(container, "extract-to-dir");
    tell(bytes, container.name() + ":" + target);
  }

  private long with(Container container, ToLongFunction<FileTree> action) {
    var bytes = new long[1];
    session
        .engine()
        .containers()
        .insight()
        .withFiles(container, tree -> bytes[0] = action.applyAsLong(tree));
    return bytes[0];
  }

  /** The path is not made any nicer: what it ends with, and where links lead, matters. */
  private String here(CopyPath path) {
    return path.path().startsWith("/")
        ? path.path()
        : session.invocation().directory() + "/" + path.path();
  }

  /** With {@code -a} files belong to whom the container's program runs as, if that was said. */
  private Owner owner(Container container, Directory root) {
    var own = container.spec().process().user();
    var user = own == null ? container.image().user() : own;
    if (!options.archive || user.isEmpty()) {
      return Owner.same();
    }
    var identity = UserText.find(user, List.of(), AccountFiles.in(root)).identity();
    return Owner.of(identity.uid(), identity.gid());
  }

  private void tell(long bytes, String target) {
    if (!options.quiet && session.invocation().terminal().isTerminal(Stream.ERR)) {
      session.err().println("Successfully copied " + Human.size(bytes) + " to " + target);
    }
  }
}
