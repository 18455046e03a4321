package dev.jstack.compose.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The canonical model as text, as {@code docker compose config} prints it. */
@SuppressWarnings("DoNotCallSuggester")
public final class ConfigWriter {
  private ConfigWriter() {}

  /** YAML, with a final newline. */
  public static String yaml(Map<String, @Nullable Object> canonical) {
    throw new UnsupportedOperationException("config of " + canonical.size());
  }

  /** Indented JSON, with a final newline. */
  public static String json(Map<String, @Nullable Object> canonical) {
    throw new UnsupportedOperationException("config of " + canonical.size());
  }
}
