package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.layer.ArchiveWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes images as an OCI image layout, which may be a docker-archive at once: each blob once,
 * layers uncompressed under their diff ids.
 */
final class ImageSaver {
  private final LayerStore layers;
  private final Target archive;
  private final boolean forDocker;
  private final Set<Digest> written = new HashSet<>();

  /** {@code forDocker} adds the table of contents that Docker looks for. */
  ImageSaver(LayerStore layers, Target archive, boolean forDocker) {
    this.layers = layers;
    this.archive = archive;
    this.forDocker = forDocker;
  }

  /** Where the files go. */
  interface Target {
    void directory(String name) throws IOException;

    /** {@code content} writes exactly {@code size} bytes. */
    void file(String name, long size, ArchiveWriter.Content content) throws IOException;

    default void file(String name, byte[] content) throws IOException {
      file(name, content.length, out -> out.write(content));
    }

    /** Nothing follows. */
    void end() throws IOException;
  }

  /** An image, the exact bytes of its config, and the names to save it under. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Saved(StoredImage image, byte[] json, List<ImageReference> names) {}

  void save(Collection<Saved> images) throws IOException {
    for (Saved saved : images) {
      if (saved.image().config().onHost()) {
        throw new JstackException(
            "image "
                + saved.image().id().shortHex()
                + " stands on this machine's root file system and can't be saved");
      }
    }
    archive.directory("blobs");
    archive.directory("blobs/sha256");
    var manifests = new ArrayList<Object>();
    var items = new ArrayList<Object>();
    for (Saved saved : images) {
      manifests.addAll(descriptors(saved, writeImage(saved)));
      items.add(item(saved));
    }
    archive.file(OciLayout.INDEX, json(index(manifests)));
    if (forDocker) {
      archive.file(DockerArchive.MANIFEST, json(items));
    }
    archive.file("oci-layout", json(Map.of("imageLayoutVersion", "1.0.0")));
    archive.end();
  }

  private Descriptor writeImage(Saved saved) throws IOException {
    var descriptors = new ArrayList<Descriptor>();
    for (Layer layer : saved.image().layers()) {
      descriptors.add(new Descriptor(Descriptor.OCI_LAYER, layer.diffId(), layer.tarSize()));
      if (written.add(layer.diffId())) {
        archive.file(
            OciLayout.path(layer.diffId()), layer.tarSize(), out -> layers.writeTar(layer, out));
      }
    }
    var config = new Descriptor(Descriptor.OCI_CONFIG, saved.image().id(), saved.json().length);
    blob(saved.json());
    byte[] manifest = new Manifest(config, descriptors).toJson();
    return new Descriptor(Descriptor.OCI_MANIFEST, blob(manifest), manifest.length);
  }

  private Digest blob(byte[] content) throws IOException {
    var digest = Digest.of(content);
    if (written.add(digest)) {
      archive.file(OciLayout.path(digest), content);
    }
    return digest;
  }

  /** One for each name, as an OCI layout names images. */
  private static List<Map<String, Object>> descriptors(Saved saved, Descriptor manifest) {
    if (saved.names().isEmpty()) {
      return List.of(Manifest.toMap(manifest));
    }
    var descriptors = new ArrayList<Map<String, Object>>();
    for (ImageReference name : saved.names()) {
      var annotations = new LinkedHashMap<String, String>();
      annotations.put(OciLayout.CONTAINERD_NAME, name.toString());
      annotations.put(OciLayout.REF_NAME, String.valueOf(name.tag()));
      descriptors.add(
          Manifest.toMap(
              new Descriptor(
                  manifest.mediaType(), manifest.digest(), manifest.size(), annotations)));
    }
    return descriptors;
  }

  private static Map<String, Object> index(List<Object> manifests) {
    var index = new LinkedHashMap<String, Object>();
    index.put("schemaVersion", 2);
    index.put("mediaType", Descriptor.OCI_INDEX);
    index.put("manifests", manifests);
    return index;
  }

  private static Map<String, Object> item(Saved saved) {
    var item = new LinkedHashMap<String, Object>();
    item.put("Config", OciLayout.path(saved.image().id()));
    item.put("RepoTags", saved.names().stream().map(ImageReference::familiar).toList());
    item.put(
        "Layers",
        saved.image().layers().stream().map(layer -> OciLayout.path(layer.diffId())).toList());
    return item;
  }

  private static byte[] json(Object value) {
    return Json.write(value).getBytes(StandardCharsets.UTF_8);
  }
}
