package dev.jstack.compose.read;

import static dev.jstack.compose.read.Values.text;

import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.text.ByteSize;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.container.MountSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mounts, configs and secrets of a service. */
final class MountReader {
  private final Mapping model;
  private final String prefix;

  /** {@code prefix} is that of the images the project builds. */
  MountReader(Mapping model, String prefix) {
    this.model = model;
    this.prefix = prefix;
  }

  /** In the order written: volumes, then tmpfs. */
  List<MountSpec> mounts(Mapping service) {
    List<MountSpec> mounts = new ArrayList<>(Values.each(service, "volumes", this::mount));
    for (Node item : service.sequence("tmpfs").items()) {
      mounts.add(tmpfs(((Scalar) item).text()));
    }
    return mounts;
  }

  private MountSpec mount(Mapping mount) {
    String target = text(mount, "target", "/");
    boolean readOnly = mount.isTrue("read_only");
    return switch (text(mount, "type", "volume")) {
      case "bind" -> {
        Mapping bind = mount.mapping("bind");
        yield new MountSpec.Bind(
            text(mount, "source", "/"),
            target,
            readOnly,
            bind.isTrue("create_host_path"),
            text(bind, "propagation", "rprivate"),
            text(bind, "recursive", ""));
      }
      case "tmpfs" -> {
        Mapping options = mount.mapping("tmpfs");
        Long mode = Values.number(options, "mode");
        yield new MountSpec.Tmpfs(
            target,
            readOnly,
            Values.number(options, "size"),
            mode == null ? null : mode.intValue(),
            "");
      }
      case "image" ->
          new MountSpec.Image(
              image(text(mount, "source", "")),
              target,
              mount.mapping("image").text("subpath"),
              null);
      default -> {
        Mapping options = mount.mapping("volume");
        yield new MountSpec.Volume(
            volume(mount.text("source")),
            target,
            readOnly,
            options.isTrue("nocopy"),
            options.text("subpath"));
      }
    };
  }

  /** A service's name stands for its image. */
  private String image(String source) {
    Mapping services = model.mapping("services");
    return services.has(source)
        ? ImageReader.reference(prefix, source, services.mapping(source))
        : source;
  }

  private @Nullable String volume(@Nullable String key) {
    return key == null ? null : text(model.mapping("volumes").mapping(key), "name", key);
  }

  /** {@code path:size=64m,mode=1770,uid=1000}. */
  private static MountSpec tmpfs(String text) {
    String[] parts = text.split(":", 2);
    Long size = null;
    Integer mode = null;
    boolean readOnly = false;
    List<String> options = new ArrayList<>();
    for (String option : parts.length == 1 ? new String[0] : parts[1].split(",", -1)) {
      if (option.startsWith("size=") && !option.endsWith("%")) {
        size = ByteSize.bytes(option.substring(5));
      } else if (option.startsWith("mode=")) {
        mode = Integer.parseInt(option.substring(5), 8);
      } else if (option.equals("ro")) {
        readOnly = true;
      } else {
        options.add(option);
      }
    }
    String target = Path.of(parts[0]).normalize().toString();
    return new MountSpec.Tmpfs(target, readOnly, size, mode, String.join(",", options));
  }

  static List<FileGrant> files(Mapping service) {
    List<FileGrant> files = new ArrayList<>();
    files.addAll(Values.each(service, "configs", g -> grant(g, FileGrant.Kind.CONFIG, "/")));
    files.addAll(
        Values.each(service, "secrets", g -> grant(g, FileGrant.Kind.SECRET, "/run/secrets/")));
    return files;
  }

  static FileGrant grant(Mapping grant, FileGrant.Kind kind, String directory) {
    String source = text(grant, "source", "");
    String target = text(grant, "target", source);
    return new FileGrant(
        kind,
        source,
        target.startsWith("/") ? target : directory + target,
        grant.text("uid"),
        grant.text("gid"),
        Integer.parseInt(text(grant, "mode", "0444"), 8));
  }
}
