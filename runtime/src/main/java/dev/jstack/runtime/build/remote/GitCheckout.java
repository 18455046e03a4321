package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.source.WorkPlace;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One commit of a repository: named first, fetched only when its files are wanted. */
final class GitCheckout {
  private final GitReference reference;
  private final RemoteAccess access;

  GitCheckout(GitReference reference, RemoteAccess access) {
    this.reference = reference;
    this.access = access;
  }

  /** Asks the server which commit it is. */
  String commit(WorkPlace work) {
    var found = reference.isPinned() ? reference.ref() : lookedUp(work);
    var checksum = reference.checksum();
    if (checksum != null && !found.startsWith(checksum)) {
      throw new JstackException(
          "expected checksum to match " + checksum + ", got " + found + " of " + reference.shown());
    }
    return found;
  }

  private String lookedUp(WorkPlace work) {
    var names = candidates(reference.ref());
    var words = new ArrayList<>(List.of("ls-remote", "--", reference.remote()));
    words.addAll(names);
    var refs = new HashMap<String, String>();
    for (var line : failing(work, words).lines().toList()) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        refs.put(line.substring(tab + 1), line.substring(0, tab));
      }
    }
    return chosen(refs, names);
  }

  private String failing(WorkPlace work, List<String> words) {
    try {
      return new GitProgram(work, work.path(), access).run(words.toArray(String[]::new));
    } catch (JstackException e) {
      throw new JstackException(
          "cannot read repository " + reference.shown() + ": " + e.getMessage(),
          e.hint().orElse(null),
          e);
    }
  }

  /** In the order in which they count; an annotated tag's commit goes before the tag. */
  private static List<String> candidates(String ref) {
    if (ref.isEmpty()) {
      return List.of("HEAD");
    }
    if (ref.startsWith("refs/")) {
      return List.of(ref + "^{}", ref);
    }
    return List.of(
        "refs/tags/" + ref + "^{}", "refs/tags/" + ref, "refs/heads/" + ref, "refs/" + ref, ref);
  }

  private String chosen(Map<String, String> refs, List<String> names) {
    for (var name : names) {
      var commit = refs.get(name);
      if (commit != null && GitReference.isCommit(commit)) {
        return commit;
      }
    }
    throw new JstackException(
        "repository " + reference.shown() + ": no such branch, tag or commit",
        "a commit must be written in full",
        null);
  }

  /** Puts the commit's files into {@code name} below the work place. */
  void fetch(WorkPlace work, String name, String commit, boolean keepsGit) {
    var path = work.directory(name);
    var git = new GitProgram(work, path, access);
    try {
      git.run("init", "--quiet", "--template=");
      git.run("remote", "add", "--", "origin", reference.remote());
      obtain(git, commit);
      git.run("checkout", "--quiet", "--force", "--detach", commit);
      if (reference.submodules()) {
        git.run("submodule", "--quiet", "update", "--init", "--recursive", "--depth", "1");
      }
    } catch (JstackException e) {
      throw new JstackException(
          "cannot fetch repository " + reference.shown() + ": " + e.getMessage(),
          e.hint().orElse(null),
          e);
    }
    if (!keepsGit) {
      try (var root = Directory.open(path)) {
        root.removeTree(RawPath.of(".git"));
      }
    }
  }

  /** A server may refuse to give a single commit that no branch ends with: then all of it. */
  private static void obtain(GitProgram git, String commit) {
    if (!git.succeeds("fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit)) {
      git.run(
          "fetch",
          "--quiet",
          "--tags",
          "--force",
          "origin",
          "+refs/heads/*:refs/remotes/origin/*",
          "HEAD");
    }
  }

  /** The part that was asked for, links followed inside the repository. */
  Directory open(WorkPlace work, String name) {
    try (var all = Directory.open(work.path().resolve(name))) {
      return all.directory(RawPath.of(reference.directory()), Resolve.IN_ROOT);
    } catch (LinuxException e) {
      throw new JstackException(
          "repository " + reference.shown() + ": no directory \"" + reference.directory() + "\"",
          e);
    }
  }
}
