package dev.jstack.runtime.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * JSON in and out. Values are records, sealed interfaces of records, lists, maps, strings, numbers
 * and booleans; unknown keys are ignored on reading and missing collections are empty, so that
 * neither a newer nor an older writer stops a reader.
 */
public final class Json {
  private static final int DOCKERS_INDENT = 4;

  /** As the library writes places into its messages, with more than anybody wants to know. */
  private static final Pattern LIBRARYS_PLACE = Pattern.compile("\\[Source: [^;]*; ([^\\]]*)\\]");

  private static final ObjectMapper COMPACT =
      JsonMapper.builder()
          .annotationIntrospector(new RecordRules())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final ObjectMapper PRETTY =
      COMPACT.copy().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** One line of JSON. */
  public static String write(Object value) {
    try {
      return COMPACT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass(), e);
    }
  }

  /** JSON in lines indented by four spaces, without a final newline. */
  public static String pretty(Object value) {
    return pretty(value, DOCKERS_INDENT);
  }

  /** JSON in lines indented by some spaces, without a final newline. */
  public static String pretty(Object value, int spaces) {
    try {
      return PRETTY.writer(printer(spaces)).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass(), e);
    }
  }

  /** As docker prints: one item a line. */
  private static PrettyPrinter printer(int spaces) {
    var indent = new DefaultIndenter(" ".repeat(spaces), "\n");
    var separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    var printer = new DefaultPrettyPrinter(separators);
    printer.indentArraysWith(indent);
    printer.indentObjectsWith(indent);
    return printer;
  }

  /** Reads a record; {@code subject} names the text in the error. */
  public static <T> T read(byte[] text, Class<T> type, String subject) {
    try {
      return COMPACT.readValue(text, type);
    } catch (IOException e) {
      throw invalid(subject, e);
    }
  }

  private static JstackException invalid(String subject, IOException e) {
    var reason = String.valueOf(e.getMessage());
    var place = "";
    if (e instanceof JsonProcessingException problem) {
      reason = LIBRARYS_PLACE.matcher(problem.getOriginalMessage()).replaceAll("$1");
      var at = problem.getLocation();
      place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
    return new JstackException(subject + ": invalid JSON: " + reason + place, e);
  }

  /** Reads an object whose shape isn't fixed. */
  public static Map<String, Object> readObject(byte[] text, String subject) {
    try {
      return COMPACT.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException e) {
      throw invalid(subject, e);
    }
  }
}
