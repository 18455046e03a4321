package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String HEX =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  @ParameterizedTest
  @CsvSource({
    "redis, docker.io/library/redis:latest, redis:latest",
    "redis:8, docker.io/library/redis:8, redis:8",
    "index.docker.io/redis, docker.io/library/redis:latest, redis:latest",
    "docker.io/library/redis, docker.io/library/redis:latest, redis:latest",
    "grafana/grafana, docker.io/grafana/grafana:latest, grafana/grafana:latest",
    "ghcr.io/a/b/c:1.2, ghcr.io/a/b/c:1.2, ghcr.io/a/b/c:1.2",
    "localhost/x, localhost/x:latest, localhost/x:latest",
    "localhost:5000/x:y, localhost:5000/x:y, localhost:5000/x:y",
    "my__app_1-2--3, docker.io/library/my__app_1-2--3:latest, my__app_1-2--3:latest",
  })
  void shortNamesGetDockersRegistryAndTag(String text, String full, String familiar) {
    var reference = ImageReference.parse(text);

    assertThat(reference).hasToString(full);
    assertThat(reference.familiar()).isEqualTo(familiar);
    assertThat(ImageReference.parse(full)).isEqualTo(reference);
  }

  @Test
  void aDigestNeedsNoTag() {
    var reference = ImageReference.parse("redis@sha256:" + HEX);

    assertThat(reference.tag()).isNull();
    assertThat(reference).hasToString("docker.io/library/redis@sha256:" + HEX);
  }

  @Test
  void aTagBesideADigestIsKept() {
    assertThat(ImageReference.parse("redis:8@sha256:" + HEX).tag()).isEqualTo("8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UPPER",
        "a//b",
        "a:b:c",
        "/a",
        "a/",
        "-a",
        "a b",
        "a:",
        "a:-x",
        "../x",
        "a@sha256:12",
        "host.de/../x",
        "a@md5:00",
        "a___b",
        "a:b\n",
        "[::1]x/a"
      })
  void malformedNamesAreRefusedAndQuoted(String text) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining('"' + text + '"');
  }

  @Test
  void upperCaseIsNamedAsTheReason() {
    assertThatThrownBy(() -> ImageReference.parse("Redis"))
        .hasMessage("invalid reference format: \"Redis\": repository name must be lowercase");
  }

  @Test
  void sixtyFourHexDigitsAreAnIdAndNoName() {
    assertThatThrownBy(() -> ImageReference.parse(HEX)).hasMessageContaining("image id");
  }

  @Test
  void aVeryLongNameIsRefusedQuickly() {
    assertThatThrownBy(() -> ImageReference.parse("a".repeat(100_000) + "!"))
        .isInstanceOf(JstackException.class);
  }
}
