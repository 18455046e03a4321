package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A {@code RUN --mount}: its type and its options, under their longest names. */
public record RunMount(Type type, Map<String, String> options) {
  /** What is mounted. */
  public enum Type {
    BIND,
    CACHE,
    TMPFS,
    SECRET,
    SSH
  }

  private static final Map<String, String> LONG_NAMES =
      Map.of(
          "src",
          "source",
          "dst",
          "target",
          "destination",
          "target",
          "ro",
          "readonly",
          "rw",
          "readwrite");
  private static final Set<String> KEYS =
      Set.of(
          "type",
          "from",
          "source",
          "target",
          "readonly",
          "readwrite",
          "id",
          "sharing",
          "size",
          "mode",
          "uid",
          "gid",
          "required",
          "env");
  private static final Set<String> TRUTHS = Set.of("readonly", "readwrite", "required");

  public RunMount {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Reads the comma-separated fields; faults are JstackExceptions without a place. */
  static RunMount parse(String value) {
    var options = new LinkedHashMap<String, String>();
    for (var field : fields(value)) {
      int equals = field.indexOf('=');
      var key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
      key = LONG_NAMES.getOrDefault(key, key);
      if (!KEYS.contains(key)) {
        throw unknown(key, field);
      }
      if (equals < 0 && !TRUTHS.contains(key)) {
        throw new JstackException("invalid field '" + field + "' must be a key=value pair");
      }
      options.put(key, equals < 0 ? "true" : field.substring(equals + 1));
    }
    var type = type(options.getOrDefault("type", "bind"));
    options.remove("type");
    return checked(new RunMount(type, options));
  }

  private static JstackException unknown(String key, String field) {
    var names = new TreeSet<>(KEYS);
    names.addAll(LONG_NAMES.keySet());
    return new JstackException(
        "unexpected key '" + key + "' in '" + field + "'", Suggestion.hint(key, names), null);
  }

  private static Type type(String name) {
    for (var type : Type.values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return type;
      }
    }
    var known = List.of("bind", "cache", "tmpfs", "secret", "ssh");
    throw new JstackException(
        "unsupported mount type \"" + name + "\"", Suggestion.hint(name, known), null);
  }

  private static RunMount checked(RunMount mount) {
    boolean needsTarget =
        mount.type == Type.BIND || mount.type == Type.CACHE || mount.type == Type.TMPFS;
    if (needsTarget && mount.option("target").isEmpty()) {
      throw new JstackException("mount type " + lower(mount.type) + " requires a target");
    }
    if (mount.options.getOrDefault("from", "").indexOf('$') >= 0) {
      throw new JstackException(
          "'from' doesn't support variable expansion", "define an alias stage instead", null);
    }
    mount
        .option("sharing")
        .filter(value -> !Set.of("shared", "private", "locked").contains(value))
        .ifPresent(value -> {
          throw new JstackException("unsupported sharing value \"" + value + "\"");
        });
    return mount;
  }

  private static String lower(Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** Fields as CSV has them: a quoted one may hold commas. */
  private static List<String> fields(String value) {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  /** The same with variables replaced, except in {@code from}. */
  public RunMount map(UnaryOperator<String> expansion) {
    var mapped = new LinkedHashMap<String, String>();
    options.forEach(
        (key, value) -> mapped.put(key, key.equals("from") ? value : expansion.apply(value)));
    return new RunMount(type, mapped);
  }

  /** By its longest name: source, target, from, id, mode, uid, gid, size, env, sharing. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isEmpty());
  }

  public boolean required() {
    return truth("required");
  }

  /** Bind mounts are read-only unless they say otherwise; the others are writable. */
  public boolean readOnly() {
    if (options.containsKey("readwrite")) {
      return !truth("readwrite");
    }
    return type == Type.BIND
        ? !options.getOrDefault("readonly", "true").equals("false")
        : truth("readonly");
  }

  private boolean truth(String name) {
    return options.getOrDefault(name, "false").equals("true");
  }

  /** A whole number, decimal or (for {@code mode}) octal. */
  public int number(String name, int otherwise) {
    int radix = name.equals("mode") ? 8 : 10;
    return option(name).map(text -> number(name, text, radix)).orElse(otherwise);
  }

  private static int number(String name, String text, int radix) {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException e) {
      throw new JstackException("invalid value \"" + text + "\" for " + name + ": not a number", e);
    }
  }
}
