package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Manifest;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One image from one registry into the store; the name moves when all of it is here. */
final class Pull {
  private static final int DEEPEST = 4;
  private static final List<String> CONFIGS =
      List.of(Descriptor.OCI_CONFIG, "application/vnd.docker.container.image.v1+json");

  private final Repository repository;
  private final ImageStore store;
  private final LayerPulls layers;
  private final ImageReference name;
  private final @Nullable Platform wanted;

  /** {@code wanted} is null for this machine's platform. */
  Pull(
      Repository repository,
      ImageStore store,
      LayerPulls layers,
      ImageReference name,
      @Nullable Platform wanted) {
    this.repository = repository;
    this.store = store;
    this.layers = layers;
    this.name = name;
    this.wanted = wanted;
  }

  Pulled run(LayerListener listener) {
    var present = present();
    if (present.isPresent()) {
      store.confirm(present.get().image());
      return present.get();
    }
    var top = top();
    return new Pulled(fetch(leaf(top), top.digest(), listener), top.digest(), true);
  }

  /** What the name leads to, image or not; no layer is fetched yet. */
  Artifact artifact() {
    var manifest = leaf(top()).image();
    return new Artifact(
        manifest,
        repository.document(manifest.config()),
        (some, diffIds) -> layers.run(repository, some, diffIds, LayerListener.none()));
  }

  private RemoteManifest leaf(RemoteManifest top) {
    var manifest = top;
    for (int depth = 0; manifest.isIndex(); depth++) {
      if (depth == DEEPEST) {
        throw new RegistryException(0, "index " + top.digest() + ": too deeply nested");
      }
      manifest = entry(manifest);
    }
    return manifest;
  }

  /** What the name leads to now is here already: one short question, or none for a digest. */
  private Optional<Pulled> present() {
    var here = store.find(name.toString()).filter(this::suits);
    if (here.isEmpty()) {
      return Optional.empty();
    }
    var digest = name.digest() != null ? Optional.of(name.digest()) : head();
    return digest
        .filter(found -> store.digests(here.get().id()).contains(name.withDigest(found)))
        .map(found -> new Pulled(here.get(), found, false));
  }

  private Optional<Digest> head() {
    return repository.head(String.valueOf(name.tag()));
  }

  private boolean suits(StoredImage image) {
    return wanted == null || image.config().platform().suits(wanted);
  }

  private RemoteManifest top() {
    return name.digest() != null
        ? repository.manifest(name.digest())
        : repository.tagged(String.valueOf(name.tag()));
  }

  private RemoteManifest entry(RemoteManifest index) {
    var chosen = index.choose(wanted == null ? Platform.current() : wanted);
    var manifest = repository.manifest(chosen.digest());
    if (manifest.json().length != chosen.size()) {
      throw new RegistryException(0, "manifest " + chosen.digest() + " has the wrong size");
    }
    return manifest;
  }

  private StoredImage fetch(RemoteManifest remote, Digest top, LayerListener listener) {
    var manifest = remote.image();
    if (!CONFIGS.contains(manifest.config().mediaType())) {
      throw new RegistryException(
          0, name.familiar() + " is no image but \"" + manifest.config().mediaType() + "\"");
    }
    byte[] json = repository.document(manifest.config());
    check(manifest, ImageConfig.parse(json, "config of " + name.familiar()));
    try (var _ = store.layers().lease()) {
      layers.run(repository, manifest, diffIds(json), listener);
      return store.commit(json, remote.json(), names(top));
    }
  }

  private List<Digest> diffIds(byte[] json) {
    return ImageConfig.parse(json, "config of " + name.familiar()).diffIds();
  }

  private void check(Manifest manifest, ImageConfig config) {
    if (config.diffIds().size() != manifest.layers().size()) {
      throw new RegistryException(
          0,
          "%s: its config names %d layers, its manifest %d"
              .formatted(name.familiar(), config.diffIds().size(), manifest.layers().size()));
    }
    if (config.onHost()) {
      throw new JstackException(
          name.familiar() + ": stands on another machine's root file system, and is no use here");
    }
    if (wanted != null && !config.platform().suits(wanted)) {
      throw new RegistryException(
          0, name.familiar() + ": is for " + config.platform() + ", not for " + wanted);
    }
  }

  /** A pull by digest makes no tag. */
  private List<ImageReference> names(Digest top) {
    var digest = name.withDigest(top);
    return name.digest() != null ? List.of(digest) : Stream.of(name, digest).toList();
  }
}
