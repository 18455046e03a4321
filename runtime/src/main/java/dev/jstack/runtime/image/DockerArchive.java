package dev.jstack.runtime.image;

import dev.jstack.runtime.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The table of contents of {@code docker save}: manifest.json. */
final class DockerArchive {
  static final String MANIFEST = "manifest.json";
  private static final int LARGEST = 1 << 20;

  private DockerArchive() {}

  static List<ArchivedImage> images(Archive archive) throws IOException {
    byte[] json = archive.document(MANIFEST, LARGEST);
    var images = new ArrayList<ArchivedImage>();
    for (JsonFields item : items(json)) {
      String config = item.requiredText("Config");
      images.add(
          ArchivedImage.of(
              archive.document(config, JsonFields.LARGEST),
              config,
              item.texts("Layers").stream()
                  .map(name -> new ArchivedImage.Blob(name, null))
                  .toList(),
              item.texts("RepoTags").stream().map(ImageReference::parse).toList()));
    }
    return images;
  }

  /** The document is a list, which an object around it makes readable. */
  private static List<JsonFields> items(byte[] json) {
    String wrapped = "{\"images\":" + new String(json, StandardCharsets.UTF_8) + "}";
    return new JsonFields(
            MANIFEST, Json.readObject(wrapped.getBytes(StandardCharsets.UTF_8), MANIFEST))
        .objects("images");
  }
}
