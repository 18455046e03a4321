package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.merge.Merger;
import dev.jstack.compose.text.TemplateVariables;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files as they are written: merged, but with their variables, short forms and relative paths.
 */
public final class WrittenModel {
  private final Mapping model;

  private WrittenModel(Mapping model) {
    this.model = model;
  }

  /**
   * Reads and merges the files.
   *
   * @throws dev.jstack.runtime.SourceException if a file is no YAML, or files contradict each other
   */
  public static WrittenModel read(LoadRequest request) {
    Problems problems = new Problems();
    Sources sources = Sources.find(request, new FileView(request.directory()), problems);
    FileLoader files = new FileLoader(problems, Leave.NOTHING);
    Merger merger = new Merger(new Problems()); // forms that differ don't matter here
    Mapping model = Mapping.empty(SourceLocation.of(sources.files().getFirst().name()));
    List<Node> documents = new ArrayList<>();
    sources.files().forEach(file -> documents.addAll(files.parse(file)));
    for (Node document : documents) {
      if (document instanceof Mapping mapping) {
        model = merger.merge(model, mapping);
      } else {
        problems.error(Code.NOT_A_MAPPING, document.location(), "a Compose file must be a mapping");
      }
    }
    problems.check();
    return new WrittenModel(model);
  }

  /** The variables that the values use, by name. */
  public Map<String, TemplateVariables.Variable> variables() {
    Map<String, TemplateVariables.Variable> found = new TreeMap<>();
    collect(model, found);
    return found;
  }

  private static void collect(Node node, Map<String, TemplateVariables.Variable> into) {
    switch (node) {
      case Scalar scalar ->
          TemplateVariables.of(scalar.text()).forEach(v -> into.putIfAbsent(v.name(), v));
      case Sequence sequence -> sequence.items().forEach(item -> collect(item, into));
      case Mapping mapping -> mapping.entries().values().forEach(e -> collect(e.value(), into));
    }
  }
}
