package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import dev.jstack.runtime.layer.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code docker save} wrote before 1.10: {@code repositories} leads from names to layers, each
 * a directory {@code <id>/} with {@code layer.tar} and {@code json}, which names its parent. There
 * are no diff ids in it, so the layers are hashed first.
 */
final class OldDockerArchive {
  static final String REPOSITORIES = "repositories";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_LAYERS = 500;

  private final Archive archive;
  private final Map<String, Digest> diffIds = new HashMap<>();

  private OldDockerArchive(Archive archive) {
    this.archive = archive;
  }

  static List<ArchivedImage> images(Archive archive) throws IOException {
    var old = new OldDockerArchive(archive);
    var names = new LinkedHashMap<String, List<ImageReference>>();
    var repositories =
        JsonFields.parse(archive.document(REPOSITORIES, JsonFields.LARGEST), REPOSITORIES);
    for (String name : repositories.keys()) {
      repositories
          .textMap(name)
          .forEach((tag, id) ->
              names
                  .computeIfAbsent(id, _ -> new ArrayList<>())
                  .add(ImageReference.parse(name + ":" + tag)));
    }
    var images = new ArrayList<ArchivedImage>();
    for (var image : names.entrySet()) {
      images.add(old.image(image.getKey(), image.getValue()));
    }
    return images;
  }

  private ArchivedImage image(String id, List<ImageReference> names) throws IOException {
    var layers = new ArrayList<ArchivedImage.Blob>();
    var ids = new ArrayList<Digest>();
    var history = new ArrayList<History>();
    for (String each = id; !each.isEmpty(); each = json(each).text("parent")) {
      if (layers.size() == MOST_LAYERS) {
        throw new ArchiveException("image archive: " + id + " has more than 500 layers");
      }
      var json = json(each);
      layers.addFirst(new ArchivedImage.Blob(each + "/layer.tar", null));
      ids.addFirst(diffId(each + "/layer.tar"));
      history.addFirst(ConfigJson.oldHistory(json));
    }
    var config = ConfigJson.old(json(id)).withLayers(ids, history);
    return ArchivedImage.of(config.toJson(), id, layers, names);
  }

  private JsonFields json(String id) throws IOException {
    if (!ID.matcher(id).matches()) {
      throw new ArchiveException("image archive: \"" + id + "\" is not the id of a layer");
    }
    return JsonFields.parse(archive.document(id + "/json", JsonFields.LARGEST), id);
  }

  private Digest diffId(String name) throws IOException {
    var known = diffIds.get(name);
    if (known != null) {
      return known;
    }
    var sha256 = Digest.sha256();
    try (var tar = Compression.open(archive.stream(name));
        var hashed = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      tar.transferTo(hashed);
    }
    var diffId = Digest.of(sha256);
    diffIds.put(name, diffId);
    return diffId;
  }
}
