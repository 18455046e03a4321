package dev.jstack.engine;

import dev.jstack.engine.event.EngineEvent;
import dev.jstack.engine.event.EventJournal;
import dev.jstack.runtime.build.BaseImages;
import dev.jstack.runtime.build.cache.BuildCache;
import dev.jstack.runtime.build.cache.CacheRegistry;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.image.CheckReport;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageSpace;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.ImageUsage;
import dev.jstack.runtime.image.ImageUser;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.LayerStore;
import dev.jstack.runtime.image.LoadedImage;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.RemovedImage;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.registry.Caller;
import dev.jstack.runtime.registry.LayerListener;
import dev.jstack.runtime.registry.Pulled;
import dev.jstack.runtime.registry.Pushed;
import dev.jstack.runtime.registry.Registries;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The image store, as far as it depends on what else there is. */
public final class Images {
  private final ImageStore store;
  private final ContainerRuntime containers;
  private final BuildCache cache;
  private final Registries registries;
  private final EventJournal journal;

  Images(
      ImageStore store,
      ContainerRuntime containers,
      BuildCache cache,
      Registries registries,
      EventJournal journal) {
    this.journal = journal;
    this.store = store;
    this.containers = containers;
    this.cache = cache;
    this.registries = registries;
  }

  public Optional<StoredImage> find(String nameOrId) {
    return store.find(nameOrId);
  }

  /** The image, or {@code no such image}. */
  public StoredImage require(String nameOrId) {
    return store.require(nameOrId);
  }

  /** What is made or found from now on is not pruned until this is closed. */
  LayerStore.Lease lease() {
    return store.layers().lease();
  }

  public List<ImageEntry> list() {
    return store.list();
  }

  public void tag(String source, String name) {
    var image = store.require(source);
    var reference = ImageReference.parse(name);
    store.tag(image, reference);
    tell("tag", image.id().toString(), reference.familiar());
  }

  /** Brings an image in from its registry, unless what its name leads to is here. */
  public Pulled pull(
      ImageReference name, @Nullable Platform platform, Caller caller, LayerListener listener) {
    var pulled = registries.pull(name, platform, caller, listener);
    tell("pull", name.familiar(), name.familiar());
    return pulled;
  }

  /** The name with the digest that its registry has for it now. */
  public ImageReference locked(ImageReference name, Caller caller) {
    if (name.digest() != null) {
      return name;
    }
    Digest digest = registries.digest(name, caller);
    return new ImageReference(name.registry(), name.repository(), name.tag(), digest);
  }

  /** Does it on a thread of its own, which is interrupted when the future is cancelled. */
  public CompletableFuture<?> begin(Runnable action) {
    var end = new CompletableFuture<@Nullable Void>();
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("jstack-image")
            .start(() -> {
              try {
                action.run();
                end.complete(null);
              } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
              }
            });
    var _ =
        end.whenComplete((_, error) -> {
          if (error instanceof CancellationException) {
            thread.interrupt();
          }
        });
    return end;
  }

  /** Base images: what is not here is fetched. */
  BaseImages bases(Caller caller) {
    return (name, platform, fresh) -> {
      var here =
          store
              .find(name)
              .filter(image -> platform == null || image.config().platform().suits(platform));
      if (here.isPresent() && (!fresh || here.get().hostRootfs().isPresent())) {
        return here.get();
      }
      var reference = ImageReference.parse(name);
      return pull(reference, platform, caller, LayerListener.none()).image();
    };
  }

  /** Caches of builds in registries. */
  CacheRegistry caches(Caller caller) {
    return new BuildCaches(registries, caller);
  }

  /** Sends the image of that name to its registry. */
  public Pushed push(ImageReference name, Caller caller, LayerListener listener) {
    var pushed = registries.push(store.require(name.toString()), name, caller, listener);
    tell("push", name.familiar(), name.familiar());
    return pushed;
  }

  /** The image's names, sorted. */
  public List<ImageReference> names(StoredImage image) {
    return store.names(image.id());
  }

  /** What registries call the image. */
  public List<ImageReference> digests(Digest image) {
    return store.digests(image);
  }

  /** All of them must be of the platform, null for any. */
  public List<LoadedImage> load(InputStream archive, @Nullable Platform platform) {
    return told(store.load(archive, platform));
  }

  /** Likewise from a file, which spares a copy, or from a directory. */
  public List<LoadedImage> load(Path archive, @Nullable Platform platform) {
    return told(store.load(archive, platform));
  }

  /** Makes an image of one layer: a root file system's tar, compressed or not. */
  public StoredImage importTar(
      InputStream tar, ImageConfig config, String comment, List<ImageReference> names) {
    var image = store.importTar(tar, config, comment, names);
    tell("import", image.id().toString(), image.id().toString());
    return image;
  }

  public void save(List<String> images, OutputStream archive) {
    store.save(images, archive);
  }

  public void save(List<String> images, Path archive) {
    store.save(images, archive);
  }

  private List<LoadedImage> told(List<LoadedImage> images) {
    for (LoadedImage image : images) {
      String id = image.id().toString();
      tell("load", id, image.names().isEmpty() ? id : image.names().getFirst().familiar());
    }
    return images;
  }

  private RemovedImage removed(RemovedImage images) {
    images.untagged().forEach(name -> tell("untag", name.familiar(), name.familiar()));
    images.deleted().forEach(digest -> tell("delete", digest.toString(), digest.toString()));
    return images;
  }

  private void tell(String action, String id, String name) {
    journal.add(EngineEvent.now("image", action, id, Map.of("name", name)));
  }

  /** Removes by name or id; what a container uses stays unless {@code force}. */
  public RemovedImage remove(String nameOrId, boolean force) {
    return removed(store.remove(nameOrId, force, usage()));
  }

  /** Removes the images without containers that {@code chosen} chooses. */
  public RemovedImage prune(Predicate<ImageEntry> chosen) {
    return removed(store.prune(chosen, usage()));
  }

  /** When the image was made, as lists show it. */
  public @Nullable Instant created(StoredImage image) {
    return store.created(image);
  }

  /** The space that each image takes. */
  public List<ImageSpace> space() {
    return store.space(usage());
  }

  /** The image's layers; none if it is damaged. */
  public List<Layer> layers(ImageEntry image) {
    return store.layersOf(image);
  }

  /** Verifies all that is stored; says what is wrong. */
  public List<String> check() {
    return store.check();
  }

  /** Likewise, and removes what is broken unless a container was made of it. */
  public CheckReport repair() {
    return store.repair(usage());
  }

  /** As an OCI image layout into a new or empty directory. */
  public void saveDirectory(List<String> images, Path directory) {
    store.saveDirectory(images, directory);
  }

  /** Drops the layers that nothing refers to any more; returns the bytes freed. */
  long sweep() {
    return store.sweepLayers(usage());
  }

  private ImageUsage usage() {
    return new ImageUsage() {
      @Override
      public List<ImageUser> containers(Digest image) {
        return containers.list().stream()
            .filter(container -> container.uses(image))
            .map(container -> new ImageUser(container.id(), container.state().status().isAlive()))
            .toList();
      }

      @Override
      public Set<Digest> cachedLayers() {
        return cache.layers();
      }
    };
  }
}
