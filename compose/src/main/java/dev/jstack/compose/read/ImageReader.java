package dev.jstack.compose.read;

import static dev.jstack.compose.read.Values.dict;
import static dev.jstack.compose.read.Values.strings;
import static dev.jstack.compose.read.Values.text;

import dev.jstack.compose.model.Build;
import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.model.ServiceImage;
import dev.jstack.compose.yaml.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Where a service's image comes from. */
final class ImageReader {
  private ImageReader() {}

  static ServiceImage image(String prefix, String name, Mapping service) {
    return new ServiceImage(
        reference(prefix, name, service),
        service.has("build") ? build(service.mapping("build")) : null,
        service.text("pull_policy"),
        service.text("platform"));
  }

  static String reference(String prefix, String name, Mapping service) {
    return text(service, "image", prefix + name);
  }

  private static Build build(Mapping build) {
    return new Build(
        text(build, "context", "."),
        text(build, "dockerfile", "Dockerfile"),
        build.text("dockerfile_inline"),
        build.text("target"),
        dict(build, "args"),
        Values.labels(build),
        strings(build, "tags"),
        build.text("network"),
        build.isTrue("no_cache"),
        build.isTrue("pull"),
        dict(build, "additional_contexts"),
        Values.each(build, "secrets", ImageReader::secret),
        strings(build, "extra_hosts"),
        Values.number(build, "shm_size"),
        IsolationReader.ulimits(build),
        strings(build, "no_cache_filter"),
        strings(build, "cache_from"),
        strings(build, "cache_to"),
        ssh(build),
        strings(build, "platforms"));
  }

  /** A list of {@code default} and {@code id=path}, or these as a mapping. */
  private static List<String> ssh(Mapping build) {
    List<String> entries = new ArrayList<>(strings(build, "ssh"));
    build
        .mapping("ssh")
        .keys()
        .forEach(id -> {
          String path = build.mapping("ssh").text(id);
          entries.add(path == null || path.isEmpty() ? id : id + "=" + path);
        });
    return entries;
  }

  /** In a build a secret is known by an id, not by a path. */
  private static FileGrant secret(Mapping grant) {
    return MountReader.grant(grant, FileGrant.Kind.SECRET, "");
  }
}
