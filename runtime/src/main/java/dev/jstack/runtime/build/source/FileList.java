package dev.jstack.runtime.build.source;

import dev.jstack.runtime.linux.RawPath;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a step took, each with a digest of what counts of it. Of very many files only the
 * directories are told apart.
 */
public final class FileList {
  private static final int MOST = 4_000;

  private TreeMap<String, Long> files = new TreeMap<>();
  private boolean byDirectory;

  void add(RawPath path, long digest) {
    files.merge(byDirectory ? directory(path.toString()) : path.toString(), digest, Long::sum);
    if (files.size() > MOST && !byDirectory) {
      byDirectory = true;
      var directories = new TreeMap<String, Long>();
      files.forEach((name, value) -> directories.merge(directory(name), value, Long::sum));
      files = directories;
    }
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  private static String directory(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  public SortedMap<String, String> digests() {
    var digests = new TreeMap<String, String>();
    files.forEach(
        (name, value) -> digests.put(name.isEmpty() ? "./" : name, Long.toHexString(value)));
    return digests;
  }
}
