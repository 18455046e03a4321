package dev.jstack.compose.yaml;

import dev.jstack.compose.code.Code;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML (and so JSON) into nodes. Merge keys and aliases are resolved, duplicate keys are
 * errors; size, depth and the expansion of aliases are bounded.
 */
public final class YamlReader {
  private static final int CHARACTERS = 8 << 20;

  private YamlReader() {}

  /**
   * The documents of a file; empty ones are left out.
   *
   * @param file its name in places
   * @throws SourceException at the first syntax error, or with all duplicate keys
   */
  public static List<Node> read(String text, String file) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new PlainSchema())
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .setAllowNonScalarKeys(true)
            .setCodePointLimit(CHARACTERS)
            .build();
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      var parser = new ParserImpl(settings, new StreamReader(settings, content));
      Composer composer = new Composer(settings, new BoundedParser(parser));
      NodeConverter converter = new NodeConverter(file);
      List<Node> documents = new ArrayList<>();
      while (composer.hasNext()) {
        Node document = converter.convert(composer.next());
        if (!(document instanceof Scalar scalar && scalar.isNull())) {
          documents.add(document);
        }
      }
      converter
          .problems()
          .ifPresent(problems -> {
            throw problems;
          });
      return documents;
    } catch (MarkedYamlEngineException e) {
      throw new SyntaxHelp(file, content).explain(e);
    } catch (YamlEngineException e) {
      throw new SourceException(
          List.of(
              new Problem(
                  SourceLocation.of(file),
                  String.valueOf(e.getMessage()),
                  null,
                  Code.TOO_LARGE.toString())));
    }
  }
}
