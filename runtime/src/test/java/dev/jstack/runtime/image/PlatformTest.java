package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64, true",
    "linux/amd64, x86_64, true",
    "linux/arm64/v8, linux/arm64, true",
    "linux/arm64, linux/arm64/v8, true",
    "linux/arm64, aarch64, true",
    "linux/arm/v7, linux/arm, true",
    "linux/arm/v6, linux/arm/v7, false",
    "linux/amd64, linux/arm64, false",
    "windows/amd64, linux/amd64, false"
  })
  void imagesSuitPlatforms(String image, String wanted, boolean suits) {
    assertThat(Platform.parse(image).suits(Platform.parse(wanted))).isEqualTo(suits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux/", "/amd64", "a/b/c/d", "foo"})
  void whatIsNoPlatformIsRefused(String text) {
    assertThatThrownBy(() -> Platform.parse(text)).hasMessageContaining('"' + text + '"');
  }
}
