package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageConfigTest {
  private static final Digest LAYER = Digest.of(new byte[] {1});

  @Test
  void everyFieldSurvivesTheWayThroughJson() {
    var health = new Healthcheck(List.of("CMD", "probe"), 1_000, 2_000, 3_000, 4_000, 5);
    var run =
        new RunConfig(
            "app:staff",
            List.of("80/tcp"),
            List.of("A=1", "B="),
            List.of(),
            List.of("serve", "--all"),
            List.of("/data"),
            "/srv",
            Map.of("k", "v"),
            "SIGQUIT",
            health,
            List.of("RUN x"),
            List.of("/bin/bash", "-c"));
    var config =
        new ImageConfig(
            new Platform("linux", "arm", "v7"),
            Instant.parse("2026-01-02T03:04:05Z"),
            "me",
            run,
            List.of(LAYER),
            List.of(new History(null, "COPY a b", "", false), new History(null, "CMD", "c", true)),
            true);

    assertThat(ImageConfig.parse(config.toJson(), "test")).isEqualTo(config);
  }

  @Test
  void whatIsNotSetIsNotWritten() {
    var config = ImageConfig.scratch(new Platform("linux", "amd64", ""));

    assertThat(new String(config.toJson(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
  }

  @Test
  void dockersNullsAndEmptyObjectsAreRead() {
    var json =
        """
        {"architecture":"amd64","os":"linux","created":"2024-05-01T10:00:00.5+02:00",
         "config":{"Cmd":["sh"],"Entrypoint":null,"Env":null,"Volumes":{"/v":{}},"Labels":null},
         "rootfs":{"type":"layers","diff_ids":["%s"]}}
        """
            .formatted(LAYER);

    var config = ImageConfig.parse(json.getBytes(StandardCharsets.UTF_8), "test");

    assertThat(config.run().cmd()).containsExactly("sh");
    assertThat(config.run().entrypoint()).isNull();
    assertThat(config.run().volumes()).containsExactly("/v");
    assertThat(config.created()).isEqualTo(Instant.parse("2024-05-01T08:00:00.5Z"));
    assertThat(config.diffIds()).containsExactly(LAYER);
  }

  @Test
  void aWrongTypeNamesTheField() {
    byte[] json = "{\"config\":{\"Env\":[1]}}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> ImageConfig.parse(json, "config.json"))
        .hasMessage("config.json: config: Env: expected strings, got 1");
  }

  @Test
  void aDigestThatIsAPathIsRefused() {
    byte[] json =
        "{\"rootfs\":{\"diff_ids\":[\"sha256:../../x\"]}}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> ImageConfig.parse(json, "config.json"))
        .hasMessageContaining("diff_ids");
  }
}
