package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Platform;
import java.util.List;
import java.util.Set;

/** Caches in registries; the engine has the way there, and the caller's credentials. */
public interface CacheRegistry {
  /** The type of our table in a registry. */
  String TYPE = "application/vnd.jstack.buildcache.config.v1+json";

  /** What a name leads to, or why there is nothing. */
  Found find(String reference, Platform platform);

  /** Puts a table with these layers under a name; returns what it is called. */
  Digest put(String reference, byte[] table, List<Layer> layers);

  /** A table of steps, or the config of an image, with its layers. */
  interface Found {
    String type();

    byte[] config();

    /** Brings some of the layers into the store; {@code all} says what each unpacks to. */
    void fetch(List<Digest> all, Set<Digest> wanted);
  }

  /** For a builder without registries. */
  static CacheRegistry none() {
    return new CacheRegistry() {
      @Override
      public Found find(String reference, Platform platform) {
        throw new JstackException("there is no registry to ask for " + reference);
      }

      @Override
      public Digest put(String reference, byte[] table, List<Layer> layers) {
        throw new JstackException("there is no registry to send " + reference + " to");
      }
    };
  }
}
