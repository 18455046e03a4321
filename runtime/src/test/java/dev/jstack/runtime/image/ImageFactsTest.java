package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageFactsTest {
  private static final Digest ID = new Digest("ab".repeat(32));
  private static final Digest DIFF = new Digest("cd".repeat(32));
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

  private static StoredImage image() {
    var run = RunConfig.EMPTY.withCmd(List.of("sh")).withLabels(Map.of("a", "b"));
    var history =
        List.of(
            new History(CREATED, "COPY . /", "", false), new History(CREATED, "CMD sh", "x", true));
    var config =
        new ImageConfig(
            new Platform("linux", "amd64", ""), CREATED, "", run, List.of(DIFF), history, false);
    var layer = new Layer(DIFF, Path.of("/s/layers/cd/diff"), Path.of("/s/l/cd"), 42, 2048);
    var empty = new Lower.Directory(Path.of("/s/l/empty"), Path.of("/s/l/empty"));
    return new StoredImage(ID, config, List.of(layer), null, empty);
  }

  @Test
  void anInspectedImageHasDockersShape() {
    var json =
        Json.pretty(ImageInspection.of(image(), List.of(ImageReference.parse("app:1")), List.of()));

    assertThat(json)
        .isEqualTo(
            """
            {
                "Id": "sha256:abababababababababababababababababababababababababababababababab",
                "RepoTags": [
                    "app:1"
                ],
                "RepoDigests": [],
                "Parent": "",
                "Comment": "x",
                "Created": "2026-01-02T03:04:05Z",
                "DockerVersion": "",
                "Author": "",
                "Architecture": "amd64",
                "Os": "linux",
                "Size": 42,
                "GraphDriver": {
                    "Data": {
                        "UpperDir": "/s/layers/cd/diff"
                    },
                    "Name": "overlay2"
                },
                "RootFS": {
                    "Type": "layers",
                    "Layers": [
                        "sha256:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
                    ]
                },
                "Metadata": {
                    "LastTagTime": "0001-01-01T00:00:00Z"
                },
                "Config": {
                    "Cmd": [
                        "sh"
                    ],
                    "Entrypoint": null,
                    "Env": null,
                    "Labels": {
                        "a": "b"
                    },
                    "OnBuild": null,
                    "User": "",
                    "Volumes": null,
                    "WorkingDir": ""
                }
            }\
            """
                .formatted(ID.hex(), DIFF.hex()));
  }

  @Test
  void historyIsNewestFirstWithTheSizesOfTheStepsLayers() {
    assertThat(HistoryLine.of(image()))
        .containsExactly(
            new HistoryLine(ID, CREATED, "CMD sh", 0, "x"),
            new HistoryLine(null, CREATED, "COPY . /", 42, ""));
  }

  @Test
  void theTopmostLayerIsTheFirstLower() {
    assertThat(image().lowers())
        .containsExactly(new Lower.Directory(Path.of("/s/layers/cd/diff"), Path.of("/s/l/cd")));
  }
}
