package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.SourceFiles;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.build.source.WorkPlace;
import dev.jstack.runtime.layer.Compression;
import dev.jstack.runtime.layer.LayerUnpacker;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a context that came from elsewhere, in a directory that goes when it is closed. */
public final class FetchedContext implements AutoCloseable {
  private static final String FILES = "files";

  private final WorkPlace work;
  private final String directory;

  private FetchedContext(WorkPlace work, String directory) {
    this.work = work;
    this.directory = directory;
  }

  /** A repository's commit, or the archive behind an address. */
  public static FetchedContext fetch(ContextPlace place, BuildOptions options, Path temporary) {
    var work = WorkPlace.in(temporary);
    try {
      return switch (place) {
        case ContextPlace.Git(var reference) -> git(work, reference, options);
        case ContextPlace.Download(var address) -> download(work, address);
        case ContextPlace.Local _, ContextPlace.Image _, ContextPlace.Layout _ ->
            throw new IllegalArgumentException("not elsewhere: " + place);
      };
    } catch (RuntimeException e) {
      work.close();
      throw e;
    }
  }

  private static FetchedContext git(WorkPlace work, GitReference reference, BuildOptions options) {
    var checkout = new GitCheckout(reference, new RemoteAccess(options));
    var keeps = reference.keepsGit();
    boolean keepsGit =
        keeps == null ? "1".equals(options.args().get("BUILDKIT_CONTEXT_KEEP_GIT_DIR")) : keeps;
    checkout.fetch(work, FILES, checkout.commit(work), keepsGit);
    checkout.open(work, FILES).close();
    return new FetchedContext(work, reference.directory());
  }

  private static FetchedContext download(WorkPlace work, String address) {
    var place = work.directory("download");
    var file = place.resolve(RemoteFile.fetch(address, place));
    try (var input = Files.newInputStream(file)) {
      return unpack(work, input, "context " + address);
    } catch (IOException e) {
      throw new JstackException("cannot read " + address + ": " + e.getMessage(), e);
    }
  }

  /** Of a tar, compressed or not; {@code subject} names it. */
  static FetchedContext unpack(InputStream tar, String subject, Path temporary) {
    var work = WorkPlace.in(temporary);
    try {
      return unpack(work, tar, subject);
    } catch (RuntimeException e) {
      work.close();
      throw e;
    }
  }

  private static FetchedContext unpack(WorkPlace work, InputStream tar, String subject) {
    var files = work.directory(FILES);
    try (var root = Directory.open(files)) {
      LayerUnpacker.unpack(root, Compression.open(new BufferedInputStream(tar)), null);
      return new FetchedContext(work, "");
    } catch (IOException e) {
      throw new JstackException(subject + ": not a tar: " + e.getMessage(), e);
    }
  }

  /** Its root, links in the way followed inside it. */
  Directory root() {
    try (var all = Directory.open(work.path().resolve(FILES))) {
      return all.directory(RawPath.of(directory), Resolve.IN_ROOT);
    }
  }

  /** Its root as a path; every directory before it is ours or has no links. */
  Path path() {
    try (var root = root()) {
      return Path.of("/proc/self/fd/" + root.fd().number()).toRealPath();
    } catch (IOException e) {
      throw new JstackException("cannot find the context: " + e.getMessage(), e);
    }
  }

  public SourceTree tree() {
    try (var root = root()) {
      var rules = IgnoreRules.file(SourceFiles.within(root, SourceFiles.IGNORE));
      return new SourceTree(root.directory(RawPath.EMPTY), rules, true, true);
    }
  }

  @Override
  public void close() {
    work.close();
  }
}
