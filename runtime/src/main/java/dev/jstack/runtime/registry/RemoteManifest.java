package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.JsonFields;
import dev.jstack.runtime.image.Manifest;
import dev.jstack.runtime.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A manifest or an index as a registry gave it: the very bytes, which its digest is of. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RemoteManifest(Digest digest, String mediaType, byte[] json, JsonFields fields) {
  static final List<String> TYPES =
      List.of(
          Descriptor.OCI_INDEX,
          Descriptor.DOCKER_LIST,
          Descriptor.OCI_MANIFEST,
          Descriptor.DOCKER_MANIFEST);

  /** Refuses a document that could be taken for two things (CVE-2021-41190). */
  static RemoteManifest of(byte[] json, String contentType, String subject) {
    var fields = JsonFields.parse(json, subject);
    if ((contentType.contains("manifest.v1+") && contentType.contains("docker"))
        || fields.number("schemaVersion") == 1) {
      throw new RegistryException(
          0, subject + ": is an image of the old version 1, which nothing reads any more");
    }
    String inside = fields.text("mediaType");
    String type = TYPES.contains(contentType) || inside.isEmpty() ? contentType : inside;
    if (!TYPES.contains(type)) {
      throw new RegistryException(0, subject + ": is no image but \"" + type + "\"");
    }
    if (!inside.isEmpty() && !inside.equals(type)) {
      throw new RegistryException(
          0, subject + ": came as \"" + contentType + "\" but says it is \"" + inside + "\"");
    }
    boolean list = fields.has("manifests");
    boolean image = fields.has("config") || fields.has("layers");
    if (list == image || list != isIndex(type)) {
      throw new RegistryException(0, subject + ": is not what its type \"" + type + "\" says");
    }
    return new RemoteManifest(Digest.of(json), type, json, fields);
  }

  private static boolean isIndex(String type) {
    return type.equals(Descriptor.OCI_INDEX) || type.equals(Descriptor.DOCKER_LIST);
  }

  boolean isIndex() {
    return isIndex(mediaType);
  }

  Manifest image() {
    return Manifest.parse(json, fields.subject());
  }

  /** Of an index, the entry for the platform: one of just its variant rather than of another. */
  Descriptor choose(Platform platform) {
    var suitable = new ArrayList<Entry>();
    Set<String> others = new TreeSet<>();
    for (JsonFields fields : fields.objects("manifests")) {
      var entry = Entry.of(fields);
      if (entry.platform().suits(platform)) {
        suitable.add(entry);
      } else if (!entry.platform().os().equals("unknown")) {
        others.add(entry.platform().toString());
      }
    }
    if (suitable.isEmpty()) {
      throw new RegistryException(
          0,
          fields.subject() + ": no image for " + platform,
          others.isEmpty() ? null : "there is one for " + String.join(", ", others),
          null);
    }
    return suitable.stream()
        .filter(entry -> entry.platform().variant().equals(platform.variant()))
        .findFirst()
        .orElse(suitable.getFirst())
        .descriptor();
  }

  /** One line of an index. Without a platform it suits every one. */
  private record Entry(Descriptor descriptor, Platform platform) {
    static Entry of(JsonFields fields) {
      var of = fields.object("platform");
      var platform =
          fields.has("platform")
              ? new Platform(of.text("os"), of.text("architecture"), of.text("variant"))
              : Platform.current();
      return new Entry(Manifest.descriptor(fields), platform);
    }
  }
}
