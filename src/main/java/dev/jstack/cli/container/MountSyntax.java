package dev.jstack.cli.container;

import dev.jstack.cli.option.Csv;
import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.cli.option.Quantities;
import dev.jstack.console.Invocation;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.MountSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of {@code -v}, {@code --mount} and {@code --tmpfs}. */
public final class MountSyntax {
  private static final Pattern FLAGS =
      Pattern.compile(
          "|ro|rw|readonly|z|Z|nocopy|consistent|cached|delegated|r?(private|shared|slave)");
  private static final Set<String> FIELDS =
      Set.of(
          "type",
          "target",
          "destination",
          "dst",
          "source",
          "src",
          "readonly",
          "ro",
          "consistency",
          "bind-propagation",
          "bind-nonrecursive",
          "bind-recursive",
          "bind-create-src",
          "volume-nocopy",
          "volume-subpath",
          "volume-driver",
          "volume-opt",
          "volume-label",
          "tmpfs-size",
          "tmpfs-mode",
          "image-subpath");

  private MountSyntax() {}

  static List<MountSpec> all(ContainerOptions options, Invocation invocation) {
    List<MountSpec> mounts = new ArrayList<>();
    options.volumes.forEach(text -> mounts.add(volume(text, invocation)));
    options.mounts.forEach(text -> mounts.add(mount(text, invocation)));
    options.tmpfs.forEach(text -> mounts.add(tmpfs(text)));
    return mounts;
  }

  /** {@code [SRC:]DST[:OPTIONS]}. */
  public static MountSpec volume(String text, Invocation invocation) {
    String[] parts = text.split(":", 3);
    if (parts.length == 1) {
      return new MountSpec.Volume(null, target(parts[0], text), false, false, null);
    }
    List<String> flags = parts.length > 2 ? List.of(parts[2].split(",", -1)) : List.of();
    checkMode(flags, text);
    boolean readOnly = flags.contains("ro") || flags.contains("readonly");
    String target = target(parts[1], text);
    String source = parts[0];
    return source.startsWith("/") || source.startsWith(".") || source.startsWith("~")
        ? new MountSpec.Bind(path(source, invocation), target, readOnly, true, propagation(flags))
        : new MountSpec.Volume(source, target, readOnly, flags.contains("nocopy"), null);
  }

  private static void checkMode(List<String> flags, String text) {
    boolean known = flags.stream().allMatch(flag -> FLAGS.matcher(flag).matches());
    if (!known || (flags.contains("ro") && flags.contains("rw"))) {
      throw new JstackException(
          "invalid mode \"" + String.join(",", flags) + "\" of mount \"" + text + "\"");
    }
  }

  /** {@code type=bind,source=…,target=…,readonly}. */
  static MountSpec mount(String text, Invocation invocation) {
    Map<String, String> fields = EnvironmentSyntax.pairs(Csv.fields(text));
    checkFields(fields, text);
    String target = target(first(fields, "target", "destination", "dst").orElse(""), text);
    boolean readOnly =
        first(fields, "readonly", "ro").filter(value -> flag(value, text)).isPresent();
    String source = first(fields, "source", "src").orElse(null);
    return switch (fields.getOrDefault("type", "volume")) {
      case "bind" ->
          new MountSpec.Bind(
              path(required(source, text), invocation),
              target,
              readOnly,
              false,
              fields.getOrDefault("bind-propagation", "rprivate"),
              "true".equals(fields.get("bind-nonrecursive"))
                  ? "disabled"
                  : fields.getOrDefault("bind-recursive", ""));
      case "volume" ->
          new MountSpec.Volume(
              source,
              target,
              readOnly,
              fields.containsKey("volume-nocopy"),
              fields.get("volume-subpath"));
      case "tmpfs" ->
          new MountSpec.Tmpfs(
              target,
              readOnly,
              fields.containsKey("tmpfs-size") ? Quantities.bytes(fields.get("tmpfs-size")) : null,
              fields.containsKey("tmpfs-mode")
                  ? Integer.valueOf(fields.get("tmpfs-mode"), 8)
                  : null,
              "");
      case "image" ->
          new MountSpec.Image(required(source, text), target, fields.get("image-subpath"), null);
      default ->
          throw new JstackException(
              "invalid mount \"" + text + "\": the types are bind, image, volume and tmpfs");
    };
  }

  /** Keys of one type only, as {@code volume-nocopy}, are refused with another. */
  private static void checkFields(Map<String, String> fields, String text) {
    String type = fields.getOrDefault("type", "volume");
    if (type.equals("tmpfs") && first(fields, "source", "src").isPresent()) {
      throw new JstackException("invalid mount \"" + text + "\": a tmpfs has no source");
    }
    for (String name : fields.keySet()) {
      if (!FIELDS.contains(name)) {
        throw new JstackException("invalid mount \"" + text + "\": unknown key \"" + name + "\"");
      }
      if (name.contains("-") && !name.startsWith(type + "-")) {
        throw new JstackException(
            "invalid mount \"" + text + "\": cannot mix \"" + name + "\" with type " + type);
      }
    }
  }

  /** {@code DST[:size=…,mode=…]}. */
  static MountSpec tmpfs(String text) {
    int colon = text.indexOf(':');
    String target = target(colon < 0 ? text : text.substring(0, colon), text);
    List<String> flags =
        colon < 0 ? List.of() : Arrays.asList(text.substring(colon + 1).split(","));
    Map<String, String> fields = EnvironmentSyntax.pairs(flags);
    List<String> rest =
        flags.stream()
            .filter(flag -> !flag.startsWith("size=") && !flag.startsWith("mode="))
            .filter(flag -> !flag.equals("ro") && !flag.equals("rw"))
            .toList();
    String size = fields.get("size");
    String mode = fields.get("mode");
    return new MountSpec.Tmpfs(
        target,
        fields.containsKey("ro"),
        size == null ? null : Quantities.bytes(size),
        mode == null ? null : Integer.valueOf(mode, 8),
        String.join(",", rest));
  }

  /** A key alone is true. */
  private static boolean flag(String value, String text) {
    return switch (value) {
      case "", "1", "true" -> true;
      case "0", "false" -> false;
      default ->
          throw new JstackException(
              "invalid mount \"" + text + "\": expected true or false, got \"" + value + "\"");
    };
  }

  private static Optional<String> first(Map<String, String> fields, String... names) {
    return Arrays.stream(names).filter(fields::containsKey).map(fields::get).findFirst();
  }

  private static String required(@Nullable String source, String text) {
    if (source == null) {
      throw new JstackException("invalid mount \"" + text + "\": source is missing");
    }
    return source;
  }

  private static String target(String target, String text) {
    if (!target.startsWith("/")) {
      throw new JstackException(
          "invalid mount \"" + text + "\": the path in the container must be absolute");
    }
    return Path.of(target).normalize().toString();
  }

  private static String path(String source, Invocation invocation) {
    String home = invocation.environment().getOrDefault("HOME", "/root");
    boolean inHome = source.equals("~") || source.startsWith("~/");
    return invocation.resolve(inHome ? home + source.substring(1) : source).toString();
  }

  private static String propagation(List<String> flags) {
    return flags.stream()
        .filter(flag -> flag.matches("r?(private|shared|slave)"))
        .findFirst()
        .orElse("rprivate");
  }
}
