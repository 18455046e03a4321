package dev.jstack.compose.yaml;

import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/** Marks unquoted scalars and leaves their meaning to {@link PlainScalar}. */
final class PlainSchema implements Schema {
  static final Tag PLAIN = new Tag("!jstack:plain");

  @Override
  public ScalarResolver getScalarResolver() {
    return (text, implicit) -> implicit ? PLAIN : Tag.STR;
  }

  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    return Map.of();
  }
}
