package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.merge.Merger;
import dev.jstack.compose.text.TemplateVariables;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import dev.jstack.compose.yaml.YamlWriter;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    Sources sources = Sources.find(request, problems);
    FileLoader files = new FileLoader(problems);
    Merger merger = new Merger(problems);
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
    String name = ProjectName.of(request.projectName(), sources, documents);
    return new WrittenModel(model.with("name", Scalar.at(model, name)));
  }

  /** As YAML, keys sorted. */
  public String yaml() {
    return YamlWriter.write(sorted(model));
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

  private static Map<String, @Nullable Object> sorted(Mapping mapping) {
    Map<String, @Nullable Object> map = new TreeMap<>();
    mapping.entries().forEach((key, entry) -> map.put(key, plain(entry.value())));
    return map;
  }

  private static @Nullable Object plain(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.value();
      case Sequence sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(plain(item)));
        yield items;
      }
      case Mapping mapping -> sorted(mapping);
    };
  }
}
