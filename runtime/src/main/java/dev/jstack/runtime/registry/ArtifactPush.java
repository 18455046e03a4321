package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Manifest;
import java.util.List;
import java.util.Optional;

/** Sends layers with a config of any type, and last the manifest that names them. */
final class ArtifactPush {
  private final PushRepository repository;
  private final LayerUploads uploads;
  private final ImageReference name;

  ArtifactPush(PushRepository repository, LayerUploads uploads, ImageReference name) {
    this.repository = repository;
    this.uploads = uploads;
    this.name = name;
  }

  Digest run(String type, byte[] config, List<Layer> layers) {
    var sent = uploads.run(layers);
    var described = new Descriptor(type, Digest.of(config), config.length);
    uploads.document(described.digest(), config);
    var blobs =
        layers.stream()
            .map(layer -> Optional.ofNullable(sent.get(layer.diffId())).orElseThrow())
            .map(LayerUploads::oci)
            .toList();
    byte[] json = new Manifest(described, blobs).toJson();
    var manifest = new Descriptor(Descriptor.OCI_MANIFEST, Digest.of(json), json.length);
    repository.put(String.valueOf(name.tag()), manifest, json);
    return manifest.digest();
  }
}
