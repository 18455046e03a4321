package dev.jstack.compose.load;

import dev.jstack.compose.canonical.Canonical;
import dev.jstack.compose.canonical.LocalPaths;
import dev.jstack.compose.canonical.WrittenForm;
import dev.jstack.compose.code.Code;
import dev.jstack.compose.shape.ShapeChecker;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The phases that look at one file alone: parse, interpolate, check, canonicalise. */
final class FileLoader {
  private static final RecentDocuments RECENT = new RecentDocuments();

  private final Problems problems;
  private final Set<Path> read = new LinkedHashSet<>();
  private final Leave leave;

  FileLoader(Problems problems, Leave leave) {
    this.problems = problems;
    this.leave = leave;
  }

  /** The documents as written; none if the file can't be parsed. */
  List<Node> parse(SourceText file) {
    read.add(file.path());
    try {
      return RECENT.of(file);
    } catch (SourceException e) {
      problems.add(e);
      return List.of();
    }
  }

  /** The files that were parsed, and those of included projects' variables. */
  Set<Path> read() {
    return read;
  }

  /** These count as read, too, also if they are missing. */
  void reads(List<Path> files) {
    read.addAll(files);
  }

  /**
   * A document in its canonical form; empty if it is no mapping at all.
   *
   * @param earlier what it will be merged over
   */
  Optional<Mapping> canonical(
      Node document, Path directory, Environment environment, Mapping earlier) {
    if (!(document instanceof Mapping mapping)) {
      problems.error(
          Code.NOT_A_MAPPING,
          document.location(),
          "a Compose file must be a mapping, is " + document.kind());
      return Optional.empty();
    }
    if (leave.written()) {
      WrittenForm form = new WrittenForm(paths(directory, environment), problems);
      return Optional.of(form.of(mapping.without("version")));
    }
    Mapping values = (Mapping) new Interpolator(environment, problems).interpolate(mapping, "");
    if (values.has("version")) {
      problems.warn(
          Code.OBSOLETE,
          values.place("version"),
          "the attribute \"version\" is obsolete, it will be ignored",
          "please remove it to avoid potential confusion");
    }
    Mapping checked = new ShapeChecker(problems, earlier).check(values.without("version"));
    return Optional.of(new Canonical(paths(directory, environment), problems).of(checked));
  }

  /** Merged files: only now is it known which builds are left without a context. */
  Mapping contexts(Mapping model, Path directory, Environment environment) {
    Mapping services = model.mapping("services");
    Mapping result = services;
    for (String name : services.keys()) {
      if (services.mapping(name).get("build") instanceof Mapping build && !build.has("context")) {
        SourceLocation place = build.location().through("a default");
        Node here = Scalar.at(place, paths(directory, environment).absolute("."));
        Mapping service = services.mapping(name).with("build", build.with("context", here));
        result = result.with(name, service);
      }
    }
    return services.equals(result) ? model : model.with("services", result);
  }

  private LocalPaths paths(Path directory, Environment environment) {
    return new LocalPaths(directory, environment, leave.paths());
  }
}
