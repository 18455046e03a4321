package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.JsonFields;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Manifest;
import dev.jstack.runtime.image.StoredImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** One image to one registry: its layers, its config, and last the manifest. */
final class Push {
  private final PushRepository repository;
  private final ImageStore store;
  private final Semaphore turn;
  private final ImageReference name;

  Push(PushRepository repository, ImageStore store, Semaphore turn, ImageReference name) {
    this.repository = repository;
    this.store = store;
    this.turn = turn;
    this.name = name;
  }

  Pushed run(StoredImage image, LayerListener listener) {
    if (image.config().onHost()) {
      throw new JstackException(
          name.familiar() + " stands on this machine's root file system and can't be pushed");
    }
    try (var _ = store.layers().lease()) {
      byte[] config = store.config(image);
      var known = store.manifest(image.id()).filter(this::isThere);
      byte[] json = known.isPresent() ? known.get() : send(image, config, listener);
      if (known.isPresent()) {
        tellAll(image, listener);
      }
      var digest = Digest.of(json);
      store.commit(config, json, List.of(name.withDigest(digest)));
      return new Pushed(digest, json.length);
    }
  }

  /** A registry that has a manifest under the tag has all that it names: one short question. */
  private boolean isThere(byte[] manifest) {
    return repository.leadsTo(String.valueOf(name.tag()), descriptor(manifest));
  }

  private static void tellAll(StoredImage image, LayerListener listener) {
    for (Layer layer : image.layers().reversed()) {
      listener.on(layer.diffId().shortHex(), "Preparing", 0, 0);
      listener.on(layer.diffId().shortHex(), "Layer already exists", 0, 0);
    }
  }

  private byte[] send(StoredImage image, byte[] config, LayerListener listener) {
    var uploads = new LayerUploads(repository, store, turn, name, listener);
    var sent = uploads.run(image.layers());
    uploads.document(image.id(), config);
    byte[] json = manifest(image, config, sent);
    repository.put(String.valueOf(name.tag()), descriptor(json), json);
    return json;
  }

  private Descriptor descriptor(byte[] manifest) {
    return new Descriptor(type(manifest), Digest.of(manifest), manifest.length);
  }

  /** Only an OCI manifest need not say what it is. */
  private String type(byte[] manifest) {
    String type = JsonFields.parse(manifest, "manifest of " + name.familiar()).text("mediaType");
    return type.isEmpty() ? Descriptor.OCI_MANIFEST : type;
  }

  /** The one that the image came by, if it is still true; so a digest stays what it was. */
  private byte[] manifest(StoredImage image, byte[] config, Map<Digest, Descriptor> sent) {
    var layers = new ArrayList<Descriptor>();
    image
        .layers()
        .forEach(layer -> layers.add(Optional.ofNullable(sent.get(layer.diffId())).orElseThrow()));
    var former = store.manifest(image.id());
    if (former.isPresent() && blobs(former.get()).equals(digests(layers))) {
      return former.get();
    }
    var descriptor = new Descriptor(Descriptor.OCI_CONFIG, image.id(), config.length);
    return new Manifest(descriptor, layers.stream().map(LayerUploads::oci).toList()).toJson();
  }

  private List<Digest> blobs(byte[] manifest) {
    return digests(Manifest.parse(manifest, "manifest of " + name.familiar()).layers());
  }

  private static List<Digest> digests(List<Descriptor> layers) {
    return layers.stream().map(Descriptor::digest).toList();
  }
}
