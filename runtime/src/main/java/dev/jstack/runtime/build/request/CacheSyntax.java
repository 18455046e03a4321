package dev.jstack.runtime.build.request;

import dev.jstack.runtime.JstackException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code type=KIND,NAME=VALUE,…} or a reference, as in {@code --cache-from}, {@code cache_to}. */
public final class CacheSyntax {
  /** How a cache is packed and called; ours has one way. */
  private static final Set<String> FORM =
      Set.of(
          "compression",
          "compression-level",
          "force-compression",
          "image-manifest",
          "oci-mediatypes",
          "tag",
          "digest");

  private final Function<String, Path> paths;

  /** {@code paths} makes a directory's name absolute. */
  public CacheSyntax(Function<String, Path> paths) {
    this.paths = paths;
  }

  /** What is read, in this order. */
  public List<CachePlace> from(List<String> texts) {
    return texts.stream().map(this::from).toList();
  }

  /** What is written. */
  public List<CacheExport> to(List<String> texts) {
    return texts.stream().map(this::to).toList();
  }

  private CachePlace from(String text) {
    var fields = fields(text, "src");
    return switch (kind(fields)) {
      case "local" -> directory(fields, "src", "local cache importer");
      case "registry" -> registry(fields, "registry cache importer");
      default -> new CachePlace.Unknown(kind(fields));
    };
  }

  private CacheExport to(String text) {
    var fields = fields(text, "dest");
    boolean all = mode(text, fields.getOrDefault("mode", "min"));
    boolean optional = fields.getOrDefault("ignore-error", "false").equals("true");
    var place = place(fields);
    return new CacheExport(place, all, optional || place instanceof CachePlace.Unknown);
  }

  private CachePlace place(Map<String, String> fields) {
    return switch (kind(fields)) {
      case "gha" -> new CachePlace.Unknown("gha"); // buildx, too, leaves it out elsewhere
      case "local" -> directory(fields, "dest", "local cache exporter");
      case "registry" -> registry(fields, "registry cache exporter");
      case "inline" -> new CachePlace.Inline();
      default ->
          throw new JstackException(
              "unknown cache exporter: \"" + kind(fields) + "\"",
              "expected inline, registry or local",
              null);
    };
  }

  private static boolean mode(String text, String mode) {
    if (!mode.equals("min") && !mode.equals("max")) {
      throw new JstackException(
          "cache \"" + text + "\": unknown mode \"" + mode + "\"", "expected min or max", null);
    }
    return mode.equals("max");
  }

  private static String kind(Map<String, String> fields) {
    return String.valueOf(fields.get("type"));
  }

  private static Map<String, String> fields(String text, String place) {
    var fields = new LinkedHashMap<String, String>();
    if (!text.contains("=")) {
      fields.put("type", "registry");
      fields.put("ref", text);
      return fields;
    }
    for (var field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      if (equals <= 0) {
        throw new JstackException(
            "cache \"" + text + "\": \"" + field + "\" is not understood",
            "expected NAME=VALUE",
            null);
      }
      var name = field.substring(0, equals).toLowerCase(Locale.ROOT);
      fields.put(name, field.substring(equals + 1));
    }
    var kind = fields.get("type");
    if (kind == null || kind.isEmpty()) {
      throw new JstackException(
          "cache \"" + text + "\": type required", "expected type=KIND,NAME=VALUE", null);
    }
    check(text, kind, place, fields);
    return fields;
  }

  /** What is mistyped would otherwise silently make no cache. */
  private static void check(String text, String kind, String place, Map<String, String> fields) {
    var known =
        switch (kind) {
          case "local" -> Set.of("type", "mode", "ignore-error", place);
          case "registry" -> Set.of("type", "mode", "ignore-error", "ref");
          case "inline" -> Set.of("type", "mode", "ignore-error");
          default -> fields.keySet();
        };
    for (var name : fields.keySet()) {
      if (!known.contains(name) && !FORM.contains(name)) {
        throw new JstackException(
            "cache \"" + text + "\": unknown option \"" + name + "\"",
            "known are " + String.join(", ", known.stream().sorted().toList()),
            null);
      }
    }
  }

  private CachePlace directory(Map<String, String> fields, String name, String what) {
    return new CachePlace.Directory(paths.apply(required(fields.get(name), name, what)));
  }

  private static CachePlace registry(Map<String, String> fields, String what) {
    return new CachePlace.Registry(required(fields.get("ref"), "ref", what));
  }

  private static String required(@Nullable String value, String name, String what) {
    if (value == null || value.isEmpty()) {
      throw new JstackException(what + " requires " + name);
    }
    return value;
  }
}
