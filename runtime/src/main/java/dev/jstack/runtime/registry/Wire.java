package dev.jstack.runtime.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Sends one request and follows redirects. An {@code Authorization} goes to the host it is for and
 * to no other; plain HTTP only to this machine.
 */
final class Wire {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_REDIRECTS = 8;
  private static final String AUTHORIZATION = "Authorization";

  private final Clients clients;
  private final Caller caller;

  Wire(Clients clients, Caller caller) {
    this.clients = clients;
    this.caller = caller;
  }

  Reply send(Call call) throws IOException {
    var next = call;
    for (int redirects = 0; ; redirects++) {
      var reply = sendOnce(next);
      if (!call.reads() || !isRedirect(reply)) {
        return reply;
      }
      reply.close();
      if (redirects == MOST_REDIRECTS) {
        throw new RegistryException(
            reply.status(), call.uri() + ": redirects more than " + MOST_REDIRECTS + " times");
      }
      next = redirected(next, reply);
    }
  }

  private static boolean isRedirect(Reply reply) {
    return switch (reply.status()) {
      case 301, 302, 303, 307, 308 -> !reply.header("location").isEmpty();
      default -> false;
    };
  }

  private static Call redirected(Call call, Reply reply) {
    URI target = resolve(call.uri(), reply.header("location"));
    if (sameHost(call.uri(), target)) {
      return call.to(target);
    }
    var plain = Call.of(call.method(), target, call.scope());
    for (var header : call.headers().entrySet()) {
      if (!header.getKey().equalsIgnoreCase(AUTHORIZATION)) {
        plain = plain.with(header.getKey(), header.getValue());
      }
    }
    return plain;
  }

  /** Locations may be relative. */
  static URI resolve(URI base, String location) {
    try {
      return base.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new RegistryException(0, base + ": leads to \"" + location + "\", which is no address");
    }
  }

  static boolean sameHost(URI one, URI other) {
    return Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(lower(one.getAuthority()), lower(other.getAuthority()));
  }

  private static String lower(String authority) {
    return String.valueOf(authority).toLowerCase(Locale.ROOT);
  }

  private Reply sendOnce(Call call) throws IOException {
    URI uri = call.uri();
    check(uri);
    var request =
        HttpRequest.newBuilder(uri)
            .method(call.method(), call.body())
            .timeout(PATIENCE)
            .version(
                uri.getScheme().equals("https")
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .header("User-Agent", "jstack");
    call.headers().forEach(request::header);
    Proxies.of(caller)
        .authorization(uri)
        .ifPresent(shown -> request.header("Proxy-Authorization", shown));
    try {
      return Reply.of(clients.of(uri, caller).send(request.build(), _ -> new BodyInput(PATIENCE)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(0, "interrupted", null, e);
    }
  }

  private static void check(URI uri) {
    boolean plain = "http".equals(uri.getScheme());
    if (uri.getHost() == null || !(plain || "https".equals(uri.getScheme()))) {
      throw new RegistryException(0, "refusing to follow \"" + uri + "\": neither https nor http");
    }
    if (plain && !Endpoint.isLoopback(uri.getHost())) {
      throw new RegistryException(
          0, "refusing plain HTTP to \"" + uri.getAuthority() + "\": it is not this machine");
    }
  }
}
