package dev.jstack.compose.load;

import dev.jstack.compose.merge.Merger;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.runtime.SourceLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The phases that make one model of several files: each is canonicalised, extended, completed by
 * what it includes, and merged over those before.
 */
final class Assembly {
  private final Problems problems;
  private final FileLoader loader;
  private final FileView view;
  private final Merger merger;

  Assembly(Problems problems, FileLoader loader, FileView view) {
    this.problems = problems;
    this.loader = loader;
    this.view = view;
    this.merger = new Merger(problems);
  }

  /**
   * Where relative paths and variables of a group of files come from.
   *
   * @param including the files that led here, outermost first
   */
  record Scope(Path directory, Environment environment, List<Path> including) {}

  /** A file and what is in it. */
  record Parsed(SourceText file, List<Node> documents) {}

  Parsed parse(Path path) {
    SourceText file = view.source(path);
    return new Parsed(file, loader.parse(file));
  }

  /** Files of variables belong to what the model is made of. */
  void reads(List<Path> files) {
    loader.reads(files);
  }

  Mapping assemble(List<Parsed> files, Scope scope) {
    Mapping result = Mapping.empty(SourceLocation.of(files.getFirst().file().name()));
    Extender extender = new Extender(this, loader, merger, problems);
    Includer includer = new Includer(this, problems);
    for (Parsed file : files) {
      for (Node document : file.documents()) {
        Optional<Mapping> canonical =
            loader.canonical(document, scope.directory(), scope.environment(), result);
        if (canonical.isPresent()) {
          Mapping extended = extender.extend(canonical.get(), result, file.file().path(), scope);
          Mapping complete = includer.include(extended, file.file().path(), scope);
          result = merger.merge(result, complete);
        }
      }
    }
    return loader.contexts(result, scope.directory(), scope.environment());
  }
}
