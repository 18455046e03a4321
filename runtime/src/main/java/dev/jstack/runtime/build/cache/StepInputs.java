package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step depended on, kept beside its cache entry so that a later build can say what has
 * changed. Values that may be secret are there as digests only. Stored as JSON.
 *
 * @param parent the name of what the step stood on
 * @param values by what they are: {@code instruction}, {@code variable NAME}, …
 * @param files the digests of the context's files that it took
 */
public record StepInputs(
    String parent, SortedMap<String, String> values, SortedMap<String, String> files) {
  public static final String INSTRUCTION = "instruction";
  static final String PARENT = "parent";
  public static final String VARIABLE = "variable ";

  public static StepInputs on(String parent, Digest identity) {
    var inputs = new StepInputs(parent, new TreeMap<>(), new TreeMap<>());
    return inputs.add(PARENT, identity);
  }

  public StepInputs add(String name, String value) {
    values.put(name, value);
    return this;
  }

  public StepInputs add(String name, Digest value) {
    return add(name, value.shortHex());
  }

  /** A value that nobody may read. */
  public StepInputs addHidden(String name, String value) {
    return add(name, Digest.of(value.getBytes(StandardCharsets.UTF_8)));
  }
}
