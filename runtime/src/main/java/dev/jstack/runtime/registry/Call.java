package dev.jstack.runtime.registry;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request.
 *
 * @param scope what it needs a token for: {@code repository:library/redis:pull}
 * @param repeatable whether it may be sent again when it fails
 */
record Call(
    String method,
    URI uri,
    Map<String, String> headers,
    BodyPublisher body,
    String scope,
    boolean repeatable) {
  Call {
    headers = Map.copyOf(headers);
  }

  static Call of(String method, URI uri, String scope) {
    return new Call(method, uri, Map.of(), BodyPublishers.noBody(), scope, true);
  }

  Call with(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Call(method, uri, more, body, scope, repeatable);
  }

  Call withBody(BodyPublisher other, boolean again) {
    return new Call(method, uri, headers, other, scope, again);
  }

  Call to(URI other) {
    return new Call(method, other, headers, body, scope, repeatable);
  }

  /** Only reading follows redirects: what is written goes to whom it is meant for. */
  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
