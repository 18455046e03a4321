package dev.jstack.compose.load;

import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.YamlReader;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the last few texts. Command after command reads the same files, and parsing is
 * a third of the work; nodes never change, so equal texts may share them. Memory that runs short
 * takes them away.
 */
final class RecentDocuments {
  private static final int FILES = 16;

  /** A text with the name that the nodes' places show. */
  private record Text(String name, String content) {}

  private final Map<Text, SoftReference<List<Node>>> known =
      new LinkedHashMap<>(FILES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, SoftReference<List<Node>>> eldest) {
          return size() > FILES;
        }
      };

  /** The documents of a text, read if need be; what can't be read isn't kept. */
  List<Node> of(SourceText file) {
    var text = new Text(file.name(), file.text());
    var documents = find(text);
    if (documents == null) {
      documents = List.copyOf(YamlReader.read(file.text(), file.name()));
      keep(text, documents);
    }
    return documents;
  }

  private synchronized @Nullable List<Node> find(Text text) {
    var reference = known.get(text);
    return reference == null ? null : reference.get();
  }

  private synchronized void keep(Text text, List<Node> documents) {
    known.put(text, new SoftReference<>(documents));
  }
}
