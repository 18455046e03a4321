package dev.jstack.runtime.build.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {
  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.1/a, b, http://192.0.2.1/b",
    "http://192.0.2.1/a, https://198.51.100.1/b, https://198.51.100.1/b",
    "http://127.0.0.1:1/a, http://127.0.0.1:2/b, http://127.0.0.1:2/b"
  })
  void otherAddressesOfTheWebAreFollowed(String from, String location, String to) {
    assertThat(Redirects.follow(URI.create(from), location)).hasToString(to);
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.1/a, file:///etc/shadow",
    "http://192.0.2.1/a, ftp://192.0.2.1/a",
    "https://192.0.2.1/a, http://192.0.2.1/a",
    "http://192.0.2.1/a, http://169.254.169.254/latest/meta-data",
    "http://127.0.0.1/a, http://169.254.169.254/latest/meta-data",
    "http://192.0.2.1/a, http://127.0.0.1/a",
    "http://192.0.2.1/a, http://[::1]/a",
    "http://192.0.2.1/a, http://0.0.0.0/a"
  })
  void nothingElseIs(String from, String location) {
    assertThatThrownBy(() -> Redirects.follow(URI.create(from), location))
        .hasMessageContaining("is not followed");
  }
}
