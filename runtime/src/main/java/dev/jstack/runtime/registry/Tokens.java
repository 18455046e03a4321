package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens, anonymous or for credentials, kept until they expire (distribution's token and
 * OAuth2 specifications).
 */
final class Tokens {
  private static final int LARGEST = 1 << 20;
  private static final long USUAL_SECONDS = 60;
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final int MOST = 256;

  private final InstantSource clock;
  private final Map<Key, Token> tokens = new ConcurrentHashMap<>();

  /** A token is of one registry, one user and one scope. */
  record Key(String host, @Nullable Credential credential, String scope) {}

  private record Token(String text, Instant end) {}

  Tokens(InstantSource clock) {
    this.clock = clock;
  }

  /** One that is still good. */
  Optional<String> known(Key key) {
    return Optional.ofNullable(tokens.get(key))
        .filter(token -> clock.instant().plus(MARGIN).isBefore(token.end()))
        .map(Token::text);
  }

  /** Asks the realm of the challenge for one. */
  String fetch(Wire wire, Key key, Challenge challenge) throws IOException {
    try (var reply = wire.send(request(key, challenge))) {
      if (reply.status() != 200) {
        throw Failures.of(reply, "cannot log in at " + reply.uri().getAuthority());
      }
      var token = read(reply);
      if (tokens.size() > MOST) {
        tokens.clear();
      }
      tokens.put(key, token);
      return token.text();
    }
  }

  private Token read(Reply reply) throws IOException {
    var fields = JsonFields.parse(reply.document(LARGEST), "token of " + reply.uri().getHost());
    String text = fields.text("token");
    long seconds = fields.has("expires_in") ? fields.number("expires_in") : USUAL_SECONDS;
    return new Token(
        text.isEmpty() ? fields.requiredText("access_token") : text,
        clock.instant().plusSeconds(Math.clamp(seconds, 0, 1 << 20)));
  }

  private static Call request(Key key, Challenge challenge) {
    var realm = realm(challenge);
    String service = challenge.parameter("service");
    return switch (key.credential()) {
      case Credential.IdentityToken(var refresh) -> {
        var form =
            query("grant_type", "refresh_token")
                + "&"
                + query("service", service)
                + "&"
                + query("client_id", "jstack")
                + "&"
                + query("scope", key.scope())
                + "&"
                + query("refresh_token", refresh);
        yield Call.of("POST", realm, "")
            .with("Content-Type", "application/x-www-form-urlencoded")
            .withBody(BodyPublishers.ofString(form), true);
      }
      case Credential.Password password ->
          Call.of("GET", with(realm, service, key.scope(), password.user()), "")
              .with("Authorization", password.basic());
      case Credential.RegistryToken _ -> Call.of("GET", with(realm, service, key.scope(), ""), "");
      case null -> Call.of("GET", with(realm, service, key.scope(), ""), "");
    };
  }

  private static URI realm(Challenge challenge) {
    try {
      return URI.create(challenge.parameter("realm"));
    } catch (IllegalArgumentException e) {
      throw new RegistryException(
          0, "registry asks to log in at \"" + challenge.parameter("realm") + "\", no address");
    }
  }

  private static URI with(URI realm, String service, String scope, String account) {
    var query = new StringBuilder(realm.getRawQuery() == null ? "" : realm.getRawQuery() + "&");
    query.append(query("service", service));
    for (String one : scope.split(" ", -1)) {
      query.append(one.isEmpty() ? "" : "&" + query("scope", one));
    }
    query.append(account.isEmpty() ? "" : "&" + query("account", account));
    String text = realm.toString();
    int question = text.indexOf('?');
    return URI.create((question < 0 ? text : text.substring(0, question)) + "?" + query);
  }

  private static String query(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
