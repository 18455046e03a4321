package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.graph.StageGraph;
import dev.jstack.runtime.build.graph.StageGraph.Origin;
import dev.jstack.runtime.build.remote.ContextPlace;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.build.request.SourceFiles;
import dev.jstack.runtime.build.source.ContentHash;
import dev.jstack.runtime.build.source.FileDigests;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.build.source.SourceContents;
import dev.jstack.runtime.build.source.SourceFinder;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.dockerfile.FileSet;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.RunMount;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The digest of all that a build reads of the user's own: the Dockerfile, the arguments, and those
 * files of its contexts that COPY, ADD or bind mounts name. It says whether to build again, without
 * building.
 */
final class BuildInputs {
  /** One use of a context: the build's own when {@code context} is null. */
  private record Use(@Nullable String context, List<String> sources, List<String> excludes) {}

  private final BuildSource source;
  private final StageGraph graph;
  private final FileDigests digests;
  private final KeyHash hash = new KeyHash("inputs");

  BuildInputs(BuildSource source, StageGraph graph, FileDigests digests) {
    this.source = source;
    this.graph = graph;
    this.digests = digests;
  }

  Digest digest(BuildOptions options) {
    hash.add(source.text()).add(source.ignoreText()).add(options.target());
    new TreeMap<>(options.args()).forEach((name, value) -> hash.add(name).add(value));
    new TreeMap<>(source.contexts()).forEach((name, place) -> hash.add(name).add(place));
    for (int index : graph.needed()) {
      for (var instruction : graph.stage(index).instructions()) {
        uses(instruction, index).forEach(this::add);
      }
    }
    return hash.digest();
  }

  private List<Use> uses(Instruction instruction, int stage) {
    var uses = new ArrayList<Use>();
    switch (instruction) {
      case Instruction.Copy copy -> add(uses, copy.from(), copy.files(), stage);
      case Instruction.Add add -> add(uses, null, add.files(), stage);
      case Instruction.Run run -> {
        for (var mount : run.mounts()) {
          if (mount.type() == RunMount.Type.BIND) {
            var path = List.of(mount.option("source").orElse("/"));
            add(uses, mount.option("from").orElse(null), path, List.of(), stage);
          }
        }
      }
      default -> {}
    }
    return uses;
  }

  private void add(List<Use> uses, @Nullable String from, FileSet files, int stage) {
    if (!files.sources().isEmpty()) {
      add(uses, from, files.sources(), files.excludes(), stage);
    }
  }

  private void add(
      List<Use> uses,
      @Nullable String from,
      List<String> sources,
      List<String> excludes,
      int stage) {
    if (from == null) {
      uses.add(new Use(null, sources, excludes));
    } else if (graph.from(from, stage) instanceof Origin.Context(var name)) {
      uses.add(new Use(name, sources, excludes));
    }
  }

  private void add(Use use) {
    var directory = use.context == null ? source.directory() : directory(use.context);
    if (directory == null) {
      return;
    }
    var ignore = use.context == null ? source.ignoreText() : SourceFiles.ignoreText(directory);
    try (var tree =
        new SourceTree(Directory.open(directory), IgnoreRules.file(ignore), true, false)) {
      var finder = new SourceFinder(tree, true);
      for (var each : use.sources) {
        // What a variable stands for is known only in the build: then everything counts.
        boolean known =
            each.indexOf('$') < 0 && use.excludes.stream().noneMatch(BuildInputs::varies);
        hash.add(each)
            .add(content(tree, finder, known ? each : "/", known ? use.excludes : List.of()));
      }
    }
  }

  private static boolean varies(String text) {
    return text.indexOf('$') >= 0;
  }

  /** A source that is missing is the build's to complain about. */
  private String content(SourceTree tree, SourceFinder finder, String path, List<String> excludes) {
    try {
      var picked = finder.find(path);
      return ContentHash.of(tree, picked, IgnoreRules.of(excludes), new SourceContents(digests))
          .hex();
    } catch (JstackException e) {
      return "missing";
    }
  }

  private @Nullable Path directory(String context) {
    var name = NamedContexts.canonical(context);
    return source.contexts().entrySet().stream()
        .filter(entry -> NamedContexts.canonical(entry.getKey()).equals(name))
        .map(entry -> ContextPlace.parse(entry.getValue()))
        .map(place -> place instanceof ContextPlace.Local(var path) ? path : null)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
