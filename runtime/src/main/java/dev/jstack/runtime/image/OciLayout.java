package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of contents of an OCI image layout: index.json and the manifests it names. */
final class OciLayout {
  static final String INDEX = "index.json";
  static final String CONTAINERD_NAME = "io.containerd.image.name";
  static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final int DEEPEST = 4;
  private static final int MOST_IMAGES = 1000;

  private final Archive archive;
  private final Platform platform;
  private final List<ArchivedImage> images = new ArrayList<>();

  private OciLayout(Archive archive, Platform platform) {
    this.archive = archive;
    this.platform = platform;
  }

  /** Of indexes with several platforms, the image of {@code platform} alone. */
  static List<ArchivedImage> images(Archive archive, Platform platform) throws IOException {
    var layout = new OciLayout(archive, platform);
    var index = JsonFields.parse(archive.document(INDEX, JsonFields.LARGEST), INDEX);
    for (JsonFields entry : layout.wanted(index.objects("manifests"))) {
      layout.add(entry, names(entry), 0);
    }
    return layout.images;
  }

  /** Images of other platforms only if there are no others, and never attestations. */
  private List<JsonFields> wanted(List<JsonFields> entries) {
    var images = entries.stream().filter(entry -> !isAttestation(entry)).toList();
    var suitable = images.stream().filter(this::suits).toList();
    if (suitable.isEmpty() && !images.isEmpty()) {
      throw new ArchiveException(INDEX + ": no image for " + platform);
    }
    return suitable;
  }

  private static boolean isAttestation(JsonFields entry) {
    return entry.object("platform").text("os").equals("unknown");
  }

  private void add(JsonFields entry, List<ImageReference> names, int depth) throws IOException {
    var descriptor = Manifest.descriptor(entry);
    String subject = "manifest " + descriptor.digest().shortHex();
    byte[] json = blob(descriptor);
    var fields = JsonFields.parse(json, subject);
    checkType(descriptor, fields, subject);
    if (!fields.has("manifests")) {
      if (images.size() == MOST_IMAGES) {
        throw new ArchiveException(INDEX + ": more than " + MOST_IMAGES + " images");
      }
      images.add(image(Manifest.parse(json, subject), subject, names));
      return;
    }
    if (depth == DEEPEST || fields.has("layers") || fields.has("config")) {
      throw new ArchiveException(subject + ": not an image index");
    }
    for (JsonFields inner : fields.objects("manifests")) {
      if (suits(inner)) {
        add(inner, names, depth + 1);
        return;
      }
    }
    throw new ArchiveException(subject + ": no image for " + platform);
  }

  /** A document that says two things of itself is taken for neither (CVE-2021-41190). */
  private static void checkType(Descriptor descriptor, JsonFields fields, String subject) {
    String own = fields.text("mediaType");
    if (!own.isEmpty() && !own.equals(descriptor.mediaType())) {
      throw new ArchiveException(
          subject + ": is a " + own + ", not a " + descriptor.mediaType() + " as the index says");
    }
  }

  private boolean suits(JsonFields entry) {
    if (!entry.has("platform")) {
      return true;
    }
    var of = entry.object("platform");
    return new Platform(of.text("os"), of.text("architecture"), of.text("variant")).suits(platform);
  }

  private ArchivedImage image(Manifest manifest, String subject, List<ImageReference> names)
      throws IOException {
    return ArchivedImage.of(
        blob(manifest.config()),
        subject,
        manifest.layers().stream().map(OciLayout::layer).toList(),
        names);
  }

  private static ArchivedImage.Blob layer(Descriptor layer) {
    return new ArchivedImage.Blob(path(layer.digest()), layer);
  }

  private byte[] blob(Descriptor descriptor) throws IOException {
    byte[] content = archive.document(path(descriptor.digest()), JsonFields.LARGEST);
    if (content.length != descriptor.size() || !Digest.of(content).equals(descriptor.digest())) {
      throw new ArchiveException("blob " + descriptor.digest() + " has the wrong content");
    }
    return content;
  }

  static String path(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  /** A reference name may be a mere tag, which names no image. */
  private static List<ImageReference> names(JsonFields entry) {
    var annotations = entry.textMap("annotations");
    var full = Optional.ofNullable(annotations.get(CONTAINERD_NAME));
    var reference =
        full.or(() -> Optional.ofNullable(annotations.get(REF_NAME)).filter(n -> n.contains(":")));
    return reference.map(ImageReference::parse).stream().toList();
  }
}
