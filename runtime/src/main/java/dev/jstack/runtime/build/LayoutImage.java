package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Manifest;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image of an OCI image layout on disk (image-layout.md). Its layers come into the store, its
 * name does not.
 */
final class LayoutImage {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final long LARGEST = 4 << 20;
  private static final int DEEPEST = 4;

  private final Path directory;
  private final ImageStore images;

  LayoutImage(Path directory, ImageStore images) {
    this.directory = directory;
    this.images = images;
  }

  /** {@code name} is a tag, a digest, or empty for the only image or {@code latest}. */
  StoredImage load(String name, Platform platform) {
    var manifest = Manifest.parse(manifest(chosen(name), platform, 0), "image of " + directory);
    var json = blob(manifest.config().digest());
    var config = ImageConfig.parse(json, "image of " + directory);
    var diffIds = config.diffIds();
    if (diffIds.size() != manifest.layers().size()) {
      throw fault("the manifest has another number of layers than the config");
    }
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < diffIds.size(); i++) {
      layers.add(layer(diffIds.get(i), manifest.layers().get(i)));
    }
    return new StoredImage(Digest.of(json), config, layers, null, images.scratch().empty());
  }

  private Digest chosen(String name) {
    if (name.startsWith("sha256:")) {
      return digest(name);
    }
    var entries = entries(read(directory.resolve("index.json")), "index.json");
    for (var entry : entries) {
      if (name(entry).equals(name.isEmpty() ? "latest" : name)) {
        return digest(String.valueOf(entry.get("digest")));
      }
    }
    if (name.isEmpty() && entries.size() == 1) {
      return digest(String.valueOf(entries.getFirst().get("digest")));
    }
    throw fault(name.isEmpty() ? "it has several images" : "no image \"" + name + "\" in it");
  }

  /** The tag, also of a full name. */
  private static String name(Map<?, ?> entry) {
    if (!(entry.get("annotations") instanceof Map<?, ?> annotations)) {
      return "";
    }
    var name = annotations.get(REF_NAME);
    var text = String.valueOf(name == null ? annotations.get(CONTAINERD_NAME) : name);
    return text.substring(text.lastIndexOf(':') + 1);
  }

  /** Of an index, the manifest for the platform. */
  private byte[] manifest(Digest digest, Platform platform, int depth) {
    var json = blob(digest);
    if (!Json.readObject(json, digest.toString()).containsKey("manifests")) {
      return json;
    }
    for (var entry : entries(json, digest.toString())) {
      if (depth < DEEPEST && suits(entry, platform)) {
        return manifest(digest(String.valueOf(entry.get("digest"))), platform, depth + 1);
      }
    }
    throw fault("no image for " + platform);
  }

  private static boolean suits(Map<?, ?> entry, Platform platform) {
    return !(entry.get("platform") instanceof Map<?, ?> of)
        || new Platform(text(of, "os"), text(of, "architecture"), text(of, "variant"))
            .suits(platform);
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  private static List<Map<?, ?>> entries(byte[] json, String subject) {
    var result = new ArrayList<Map<?, ?>>();
    if (Json.readObject(json, subject).get("manifests") instanceof List<?> list) {
      for (var each : list) {
        if (each instanceof Map<?, ?> map) {
          result.add(map);
        }
      }
    }
    return result;
  }

  private Layer layer(Digest diffId, Descriptor descriptor) {
    return images
        .layers()
        .find(diffId)
        .orElseGet(() -> {
          try (var tar = new BufferedInputStream(Files.newInputStream(path(descriptor.digest())))) {
            var layer = images.layers().unpack(tar);
            if (!layer.diffId().equals(diffId)) {
              throw fault("layer " + descriptor.digest() + " has the wrong content");
            }
            return layer;
          } catch (IOException e) {
            throw fault("cannot read layer " + descriptor.digest() + ": " + e.getMessage());
          }
        });
  }

  private byte[] blob(Digest digest) {
    var content = read(path(digest));
    if (!Digest.of(content).equals(digest)) {
      throw fault("blob " + digest + " has the wrong content");
    }
    return content;
  }

  private byte[] read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw fault(file.getFileName() + " is larger than 4 MiB");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw fault("cannot read " + file + ": " + e.getMessage());
    }
  }

  private Path path(Digest digest) {
    return directory.resolve("blobs").resolve("sha256").resolve(digest.hex());
  }

  private Digest digest(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  private JstackException fault(String why) {
    return new JstackException("oci layout " + directory + ": " + why);
  }
}
