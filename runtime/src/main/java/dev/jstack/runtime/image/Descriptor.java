package dev.jstack.runtime.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names content by type, digest and size (OCI image-spec, descriptor.md). */
public record Descriptor(
    String mediaType, Digest digest, long size, Map<String, String> annotations) {
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("descriptor of " + digest + ": negative size " + size);
    }
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, Map.of());
  }
}
