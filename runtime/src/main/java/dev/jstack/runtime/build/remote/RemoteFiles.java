package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.build.source.Picked;
import dev.jstack.runtime.build.source.SourceFinder;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.build.source.WorkPlace;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The remote sources of one ADD, fetched at most once; closing removes them. */
public final class RemoteFiles implements AutoCloseable {
  private final List<RemoteSource> sources;
  private final @Nullable String checksum;
  private final RemoteAccess access;
  private final Path temporary;
  private final Map<RemoteSource.Git, String> commits = new HashMap<>();
  private final List<String> paths = new ArrayList<>();
  private @Nullable WorkPlace work;
  private boolean fetched;

  public RemoteFiles(
      List<RemoteSource> sources, @Nullable String checksum, RemoteAccess access, Path temporary) {
    this.sources = sources;
    this.checksum = checksum;
    this.access = access;
    this.temporary = temporary;
  }

  public boolean isEmpty() {
    return sources.isEmpty();
  }

  /** Names the files; {@code content} is their digest, for those that can't be named otherwise. */
  public Digest key(Supplier<Digest> content) {
    var hash = new KeyHash("remote");
    for (var source : sources) {
      switch (source) {
        case RemoteSource.Git git -> addTo(hash, git);
        case RemoteSource.Url(var address) when checksum != null -> hash.add(address).add(checksum);
        case RemoteSource.Url _ -> {
          return content.get();
        }
      }
    }
    return hash.digest();
  }

  private void addTo(KeyHash hash, RemoteSource.Git git) {
    var reference = git.reference();
    hash.add("git").add(reference.remote()).add(commit(git)).add(reference.directory());
    hash.add(keepsGit(reference)).add(reference.submodules());
  }

  private String commit(RemoteSource.Git git) {
    return commits.computeIfAbsent(
        git, each -> new GitCheckout(each.reference(), access).commit(work()));
  }

  private static boolean keepsGit(GitReference reference) {
    return Boolean.TRUE.equals(reference.keepsGit());
  }

  /** The files as a tree of their own. */
  public SourceTree tree() {
    fetch();
    return new SourceTree(Directory.open(work().path()), IgnoreRules.NONE, false, true);
  }

  public List<Picked> pick(SourceTree tree) {
    var finder = new SourceFinder(tree, false);
    // A name that looks like a pattern is still a name.
    return paths.stream().flatMap(path -> finder.find(escaped(path)).stream()).toList();
  }

  private static String escaped(String path) {
    return path.replaceAll("([*?\\[\\\\])", "\\\\$1");
  }

  private WorkPlace work() {
    var place = work == null ? WorkPlace.in(temporary) : work;
    work = place;
    return place;
  }

  private void fetch() {
    if (fetched) {
      return;
    }
    for (var source : sources) {
      var name = "source-" + paths.size();
      switch (source) {
        case RemoteSource.Url(var text) -> paths.add(name + "/" + download(text, name));
        case RemoteSource.Git git -> paths.add(checkedOut(git, name));
      }
    }
    fetched = true;
  }

  private String download(String address, String name) {
    var directory = work().directory(name);
    var file = RemoteFile.fetch(address, directory);
    if (checksum != null) {
      RemoteFile.check(directory.resolve(file), address, checksum);
    }
    return file;
  }

  private String checkedOut(RemoteSource.Git git, String place) {
    var checkout = new GitCheckout(git.reference(), access);
    checkout.fetch(work(), place, commit(git), keepsGit(git.reference()));
    try (var directory = checkout.open(work(), place)) {
      if (!directory.stat().isDirectory()) {
        throw new JstackException("\"" + git.reference().directory() + "\" is not a directory");
      }
    }
    return GoPath.join(place, git.reference().directory());
  }

  @Override
  public void close() {
    if (work != null) {
      work.close();
    }
  }
}
