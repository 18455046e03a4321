package dev.jstack.engine.watch;

import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.model.ProjectFile;
import dev.jstack.runtime.linux.RawPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files that say what a project is: Compose files, env files, configs, secrets. */
record ProjectFiles(Set<RawPath> paths) implements Trigger {
  static ProjectFiles of(LoadedProject loaded, List<RawPath> dockerignores) {
    Set<RawPath> paths = new TreeSet<>(dockerignores);
    loaded.sources().forEach(path -> add(paths, path));
    List<ProjectFile> files = new ArrayList<>(loaded.project().configs().values());
    files.addAll(loaded.project().secrets().values());
    files.stream()
        .flatMap(file -> Stream.ofNullable(file.file()))
        .forEach(file -> add(paths, Path.of(file)));
    return new ProjectFiles(paths);
  }

  /** A link counts by itself and by what it leads to. */
  private static void add(Set<RawPath> paths, Path path) {
    paths.add(RealPaths.of(path));
    paths.add(RawPath.of(path.toAbsolutePath().normalize().toString()).clean());
  }

  @Override
  public boolean concerns(RawPath path) {
    return paths.contains(path);
  }
}
