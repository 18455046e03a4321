package dev.jstack.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com | https://example.com | true",
        "example.com | https://deep.example.com | true",
        "example.com | https://notexample.com | false",
        ".example.com | https://deep.example.com | true",
        ".example.com | https://example.com | false",
        "*.example.com | https://deep.example.com | true",
        "EXAMPLE.com | https://Example.COM | true",
        "a.b, c.d | https://c.d | true",
        "* | https://anything.org | true",
        "example.com:5000 | https://example.com:5000 | true",
        "example.com:5000 | https://example.com:5001 | false",
        "10.0.0.0/8 | https://10.1.2.3 | true",
        "10.0.0.0/8 | https://11.1.2.3 | false",
        "10.0.0.0/99 | https://10.1.2.3 | false",
        "10.0.0.0/8 | https://ten.example.com | false",
        "fd00::/8 | https://[fd00::1] | true",
        "192.168.1.5 | https://192.168.1.5 | true",
        "'' | https://127.0.0.1:5000 | true",
        "'' | https://localhost | true",
        "'' | https://example.com | false"
      })
  void hostsAreCoveredAsGoUnderstandsThem(String list, String uri, boolean covered) {
    assertThat(NoProxy.covers(list, URI.create(uri))).isEqualTo(covered);
  }

  @Test
  void theCallersVariablesChooseTheProxy() {
    var proxies =
        Proxies.of(
            new Caller(
                Map.of(
                    "https_proxy", "http://jo:p%40ss+1@proxy.lan:3128",
                    "HTTP_PROXY", "other.lan",
                    "NO_PROXY", "near.lan")));

    assertThat(proxies.select(URI.create("https://far.org"))).isEqualTo(http("proxy.lan", 3128));
    assertThat(proxies.select(URI.create("http://far.org"))).isEqualTo(http("other.lan", 80));
    assertThat(proxies.select(URI.create("https://near.lan"))).containsExactly(Proxy.NO_PROXY);
    assertThat(proxies.authorization(URI.create("https://far.org")))
        .contains("Basic am86cEBzcysx"); // jo:p@ss+1
    assertThat(proxies.authorization(URI.create("http://far.org"))).isEmpty();
    assertThat(proxies.authorization(URI.create("https://near.lan"))).isEmpty();
  }

  private static List<Proxy> http(String host, int port) {
    return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
  }

  @Test
  void aProxyThatIsNoneIsSaidWithoutItsPassword() {
    var proxies = Proxies.of(new Caller(Map.of("HTTPS_PROXY", "http://jo:secret@:x")));

    assertThatThrownBy(() -> proxies.select(URI.create("https://far.org")))
        .hasMessageStartingWith("proxy \"http://…@:x\": expected")
        .hasMessageNotContaining("secret");
  }
}
