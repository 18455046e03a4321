package dev.jstack.runtime.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

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
    String proxy = "https".equals(uri.getScheme()) ? https : http;
    if (proxy.isEmpty() || NoProxy.covers(none, uri)) {
      return List.of(Proxy.NO_PROXY);
    }
    var address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    if (address.getHost() == null) {
      throw new RegistryException(0, "proxy \"" + proxy + "\": expected http://host:port");
    }
    int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port)));
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
