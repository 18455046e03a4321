package dev.jstack.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void dockersRegistryListensElsewhere() {
    assertThat(Endpoint.of("docker.io").uri("library/redis/manifests/7"))
        .hasToString("https://registry-1.docker.io/v2/library/redis/manifests/7");
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example.com:5000,https",
    "192.168.0.1:5000,https",
    "localhost.example.com,https",
    "localhost:5000,''",
    "127.0.0.1,''",
    "127.8.9.1:5000,''",
    "[::1]:5000,''",
    "registry.localhost:5000,''"
  })
  void onlyThisMachinesRegistriesMayBePlain(String host, String scheme) {
    assertThat(Endpoint.of(host).scheme()).isEqualTo(scheme);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:5000",
        "https://mirror.example.com/docker/hub",
        "localhost:5000"
      })
  void whatIsPrintedIsReadBack(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
    assertThat(Endpoint.parse(text + "/")).hasToString(text);
  }

  @Test
  void aPrefixStandsBeforeTheRepository() {
    assertThat(Endpoint.parse("https://mirror.example.com/hub").prefix()).isEqualTo("hub/");
  }

  @Test
  void plainHttpToAnotherMachineIsRefused() {
    assertThatThrownBy(() -> Endpoint.parse("http://mirror.example.com"))
        .isInstanceOf(JstackException.class)
        .hasMessage(
            "registry \"mirror.example.com\": plain HTTP is for this machine's own registries only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ftp://a", "a b", "user@host", "https://", "host/../x", "host/a?b", "host/A"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
