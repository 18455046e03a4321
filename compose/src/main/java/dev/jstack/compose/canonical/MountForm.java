package dev.jstack.compose.canonical;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.JstackException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Volumes, binds, tmpfs mounts and devices. */
final class MountForm {
  private static final Set<String> PROPAGATION =
      Set.of("shared", "rshared", "slave", "rslave", "private", "rprivate");

  /** They speed up virtual machines and mean nothing on Linux. */
  private static final Set<String> CONSISTENCY = Set.of("cached", "delegated", "consistent");

  private final LocalPaths paths;
  private final Dicts dicts;
  private final Problems problems;

  MountForm(LocalPaths paths, Dicts dicts, Problems problems) {
    this.paths = paths;
    this.dicts = dicts;
    this.problems = problems;
  }

  List<Mapping> of(String path, Node node) {
    try {
      if (node instanceof Mapping mapping) {
        return List.of(longForm(path, mapping));
      }
      Mapping mount = shortForm((Scalar) node);
      if (mount.mapping("bind").has("selinux")) {
        problems.warn(
            Code.NOT_HONOURED,
            node.location(),
            path + ": z is not honoured: SELinux labels are not set");
      }
      return List.of(mount);
    } catch (JstackException e) {
      problems.failure(Code.VOLUME, node.location(), path, e);
      return List.of();
    }
  }

  private Mapping longForm(String path, Mapping mount) {
    String type = String.valueOf(mount.text("type"));
    String target = mount.text("target");
    if (target == null) {
      throw new JstackException("target is required");
    }
    if (type.equals("npipe") || type.equals("cluster")) {
      throw new JstackException("mounts of type " + type + " are not supported");
    }
    if (type.equals("bind") && mount.text("source") == null) {
      throw new JstackException("a bind mount needs a source");
    }
    if (type.equals("image") && mount.text("source") == null) {
      throw new JstackException("an image mount needs a source");
    }
    if (type.equals("tmpfs") && mount.has("source")) {
      throw new JstackException("a tmpfs has no source");
    }
    Mapping result = mount.with("target", Scalar.at(mount, clean(target)));
    if (type.equals("bind")) {
      result = paths.at(result, "source");
    }
    if (type.equals("volume") && mount.has("volume")) {
      Mapping options = dicts.at(mount.mapping("volume"), path + ".volume", "labels");
      result = result.with("volume", options);
    }
    return result;
  }

  private Mapping shortForm(Scalar node) {
    String[] parts = node.text().split(":", -1);
    if (parts.length > 3) {
      throw new JstackException(
          "invalid volume \"" + node.text() + "\"", "write it as source:target:options", null);
    }
    boolean anonymous = parts.length == 1;
    String source = anonymous ? null : parts[0];
    String target = anonymous ? parts[0] : parts[1];
    if (target.isEmpty() || (source != null && source.isEmpty())) {
      throw new JstackException("invalid volume \"" + node.text() + "\": empty section");
    }
    boolean bind = source != null && source.matches("[./~].*");
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    entries.put("type", entry(node, bind ? "bind" : "volume"));
    if (source != null) {
      entries.put("source", entry(node, bind ? paths.absolute(source) : source));
    }
    entries.put("target", entry(node, clean(target)));
    Options options = options(parts.length == 3 ? parts[2] : "", node.text());
    if (options.readOnly) {
      entries.put("read_only", entry(node, true));
    }
    Mapping inner = bind ? options.bind(node) : options.volume(node);
    entries.put(bind ? "bind" : "volume", Mapping.Entry.of(inner));
    return Mapping.at(node, entries);
  }

  /** The words after the target. */
  private record Options(
      boolean readOnly, boolean noCopy, @Nullable String propagation, @Nullable String selinux) {
    Mapping bind(Node place) {
      Mapping options = Mapping.empty(place.location());
      if (selinux != null) {
        options = options.with("selinux", Scalar.at(place, selinux));
      }
      if (propagation != null) {
        options = options.with("propagation", Scalar.at(place, propagation));
      }
      return options.with("create_host_path", Scalar.at(place, true));
    }

    Mapping volume(Node place) {
      Mapping options = Mapping.empty(place.location());
      return noCopy ? options.with("nocopy", Scalar.at(place, true)) : options;
    }
  }

  private static Options options(String text, String volume) {
    boolean readOnly = false;
    boolean noCopy = false;
    String propagation = null;
    String selinux = null;
    for (String word : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      switch (word) {
        case "ro" -> readOnly = true;
        case "rw" -> readOnly = false;
        case "nocopy" -> noCopy = true;
        case "z", "Z" -> selinux = word;
        default -> {
          if (PROPAGATION.contains(word)) {
            propagation = word;
          } else if (!CONSISTENCY.contains(word)) {
            throw new JstackException(
                "invalid volume \"" + volume + "\": unknown option \"" + word + "\"",
                "options are ro, rw, nocopy, z, Z and " + "[r]shared, [r]slave, [r]private",
                null);
          }
        }
      }
    }
    return new Options(readOnly, noCopy, propagation, selinux);
  }

  private static String clean(String target) {
    if (!target.startsWith("/")) {
      throw new JstackException(
          "mount target \"" + target + "\" must be an absolute path",
          target.startsWith("\\")
              ? "paths of Windows are not understood; write it like \"./data:/data\""
              : "write it like \"./data:/data\" or \"data:/data\"",
          null);
    }
    return Path.of(target).normalize().toString();
  }

  /** {@code HOST[:CONTAINER[:permissions]]}. */
  static List<Mapping> device(String path, Node node) {
    if (node instanceof Mapping mapping) {
      Mapping result = mapping;
      if (!mapping.has("target")) {
        result = result.with("target", Scalar.at(node, mapping.text("source")));
      }
      return List.of(
          mapping.has("permissions") ? result : result.with("permissions", Scalar.at(node, "rwm")));
    }
    String[] parts = ((Scalar) node).text().split(":", -1);
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    entries.put("source", entry(node, parts[0]));
    entries.put("target", entry(node, parts.length > 1 ? parts[1] : parts[0]));
    entries.put("permissions", entry(node, parts.length > 2 ? parts[2] : "rwm"));
    return List.of(Mapping.at(node, entries));
  }

  private static Mapping.Entry entry(Node place, Object value) {
    return Mapping.Entry.of(Scalar.at(place, value));
  }
}
