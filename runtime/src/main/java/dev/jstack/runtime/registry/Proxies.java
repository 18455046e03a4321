package dev.jstack.runtime.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The proxies of a caller: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}. */
final class Proxies extends ProxySelector {
  private static final int USUAL_PORT = 80;

  private final String https;
  private final String http;
  private final String none;

  private Proxies(String https, String http, String none) {
    this.https = https;
    this.http = http;
    this.none = none;
  }

  static Proxies of(Caller caller) {
    return new Proxies(
        variable(caller, "HTTPS_PROXY"),
        variable(caller, "HTTP_PROXY"),
        variable(caller, "NO_PROXY"));
  }

  private static String variable(Caller caller, String name) {
    return caller
        .variable(name)
        .or(() -> caller.variable(name.toLowerCase(Locale.ROOT)))
        .orElse("");
  }

  @Override
  public List<Proxy> select(URI uri) {
    var address = address(uri);
    if (address.isEmpty()) {
      return List.of(Proxy.NO_PROXY);
    }
    String host = address.get().getHost();
    int port = address.get().getPort() < 0 ? USUAL_PORT : address.get().getPort();
    return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
  }

  /** What the proxy on the way to {@code uri} is shown, if its address has a user. */
  Optional<String> authorization(URI uri) {
    return address(uri)
        .map(URI::getRawUserInfo)
        .map(pair -> {
          int colon = pair.indexOf(':');
          String user = decoded(colon < 0 ? pair : pair.substring(0, colon));
          return new Credential.Password(user, colon < 0 ? "" : decoded(pair.substring(colon + 1)))
              .basic();
        });
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Optional<URI> address(URI uri) {
    String proxy = "https".equals(uri.getScheme()) ? https : http;
    if (proxy.isEmpty() || NoProxy.covers(none, uri)) {
      return Optional.empty();
    }
    try {
      var address = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
      if (address.getHost() != null) {
        return Optional.of(address);
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    String shown = proxy.replaceFirst("//.*@", "//…@");
    throw new RegistryException(
        0, "proxy \"" + shown + "\": expected http://user:password@host:port");
  }

  /** The request fails by itself. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof Proxies proxies
        && https.equals(proxies.https)
        && http.equals(proxies.http)
        && none.equals(proxies.none);
  }

  @Override
  public int hashCode() {
    return Objects.hash(https, http, none);
  }
}
