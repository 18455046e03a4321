package dev.jstack.runtime.registry;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** HTTP clients, one for each way of trusting and of getting out; connections are kept a while. */
final class Clients implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MOST = 16;

  private final List<Path> certificates;
  private final Map<Way, HttpClient> clients = new ConcurrentHashMap<>();

  private record Way(Certificates certificates, Proxies proxies) {}

  /** {@code certificates} are directories like {@code /etc/docker/certs.d}. */
  Clients(List<Path> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  HttpClient of(URI uri, Caller caller) {
    boolean plain = "http".equals(uri.getScheme());
    var own = plain ? Certificates.NONE : Certificates.find(certificates, uri.getRawAuthority());
    if (clients.size() > MOST) {
      clear();
    }
    return clients.computeIfAbsent(new Way(own, Proxies.of(caller)), Clients::open);
  }

  private static HttpClient open(Way way) {
    SSLContext tls = way.certificates().context();
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE)
        .sslContext(tls)
        .proxy(way.proxies())
        .build();
  }

  /** Whoever still uses one of them finishes. */
  private void clear() {
    clients.values().forEach(HttpClient::shutdown);
    clients.clear();
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::shutdownNow);
    clients.clear();
  }
}
