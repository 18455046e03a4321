package dev.jstack.engine;

import dev.jstack.runtime.build.cache.CacheRegistry;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.registry.Artifact;
import dev.jstack.runtime.registry.Caller;
import dev.jstack.runtime.registry.LayerListener;
import dev.jstack.runtime.registry.Registries;
import java.util.List;
import java.util.Set;

/** Caches of builds, in the registries and with the credentials of one caller. */
record BuildCaches(Registries registries, Caller caller) implements CacheRegistry {
  @Override
  public Found find(String reference, Platform platform) {
    return new Layers(registries.artifact(ImageReference.parse(reference), platform, caller));
  }

  @Override
  public Digest put(String reference, byte[] table, List<Layer> layers) {
    var name = ImageReference.parse(reference);
    return registries.push(name, TYPE, table, layers, caller, LayerListener.none());
  }

  private record Layers(Artifact artifact) implements Found {
    @Override
    public String type() {
      return artifact.type();
    }

    @Override
    public byte[] config() {
      return artifact.config();
    }

    @Override
    public void fetch(List<Digest> all, Set<Digest> wanted) {
      artifact.fetch(all, wanted);
    }
  }
}
