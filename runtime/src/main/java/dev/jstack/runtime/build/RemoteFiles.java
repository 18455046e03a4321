package dev.jstack.runtime.build;

import dev.jstack.runtime.linux.Directory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The remote sources of one ADD, downloaded at most once; closing removes them. */
final class RemoteFiles implements AutoCloseable {
  private final List<String> sources;
  private final @Nullable String checksum;
  private final Path temporary;
  private @Nullable WorkPlace work;
  private final List<String> names = new ArrayList<>();

  RemoteFiles(List<String> sources, @Nullable String checksum, Path temporary) {
    this.sources = sources;
    this.checksum = checksum;
    this.temporary = temporary;
  }

  boolean isEmpty() {
    return sources.isEmpty();
  }

  /** The files as a tree of their own. */
  SourceTree tree() {
    return new SourceTree(Directory.open(fetched().path()), IgnoreRules.NONE, false, true);
  }

  List<Picked> pick(SourceTree tree) {
    var finder = new SourceFinder(tree, false);
    // A name that looks like a pattern is still a name.
    return names.stream().flatMap(name -> finder.find(escaped(name)).stream()).toList();
  }

  private static String escaped(String name) {
    return name.replaceAll("([*?\\[\\\\])", "\\\\$1");
  }

  private WorkPlace fetched() {
    if (work == null) {
      work = WorkPlace.in(temporary);
      for (var source : sources) {
        var name = RemoteFile.fetch(source, work.path());
        if (checksum != null) {
          RemoteFile.check(work.path().resolve(name), source, checksum);
        }
        names.add(name);
      }
    }
    return work;
  }

  @Override
  public void close() {
    if (work != null) {
      work.close();
    }
  }
}
