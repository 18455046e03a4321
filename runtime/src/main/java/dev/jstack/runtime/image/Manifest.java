package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An image manifest: which config and which layers (OCI image-spec, manifest.md). */
public record Manifest(Descriptor config, List<Descriptor> layers) {
  public Manifest {
    layers = List.copyOf(layers);
  }

  /** Reads an OCI or Docker manifest; {@code subject} names it in errors. */
  public static Manifest parse(byte[] json, String subject) {
    var fields = JsonFields.parse(json, subject);
    if (fields.has("manifests")) {
      throw new JstackException(subject + ": is both an index and a manifest");
    }
    if (!fields.has("config")) {
      throw new JstackException(subject + ": is not an image manifest of version 2");
    }
    return new Manifest(
        descriptor(fields.object("config")),
        fields.objects("layers").stream().map(Manifest::descriptor).toList());
  }

  /** Reads a descriptor; content that is embedded in it must be what it says. */
  public static Descriptor descriptor(JsonFields fields) {
    long size = fields.number("size");
    if (size < 0) {
      throw new JstackException(fields.subject() + ": negative size " + size);
    }
    var descriptor =
        new Descriptor(
            fields.text("mediaType"), fields.digest("digest"), size, fields.textMap("annotations"));
    if (fields.has("data")) {
      check(fields, descriptor);
    }
    return descriptor;
  }

  private static void check(JsonFields fields, Descriptor descriptor) {
    try {
      byte[] data = Base64.getDecoder().decode(fields.text("data"));
      if (data.length == descriptor.size() && Digest.of(data).equals(descriptor.digest())) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Not even base64.
    }
    throw new JstackException(fields.subject() + ": data is not what its digest says");
  }

  /** The OCI form; the same value gives the same bytes. */
  public byte[] toJson() {
    var map = new LinkedHashMap<String, Object>();
    map.put("schemaVersion", 2);
    map.put("mediaType", Descriptor.OCI_MANIFEST);
    map.put("config", toMap(config));
    map.put("layers", layers.stream().map(Manifest::toMap).toList());
    return Json.write(map).getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, Object> toMap(Descriptor descriptor) {
    var map = new LinkedHashMap<String, Object>();
    map.put("mediaType", descriptor.mediaType());
    map.put("digest", descriptor.digest().toString());
    map.put("size", descriptor.size());
    if (!descriptor.annotations().isEmpty()) {
      map.put("annotations", descriptor.annotations());
    }
    return map;
  }
}
