package dev.jstack.runtime.registry;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one registry is shown: nothing until it asks, then a password or a token for the scope. */
final class Authorization {
  private final String host;
  private final Supplier<Optional<Credential>> credentials;
  private final Tokens tokens;
  private final Wire wire;
  private boolean basic;
  private @Nullable Challenge bearer;

  /** The credentials are looked up when the registry asks. */
  Authorization(String host, Supplier<Optional<Credential>> credentials, Tokens tokens, Wire wire) {
    this.host = host;
    this.credentials = new Once<>(credentials);
    this.tokens = tokens;
    this.wire = wire;
  }

  /** What is known to be wanted; a token that has expired is replaced. */
  synchronized Optional<String> header(String scope) throws IOException {
    if (basic) {
      return password().map(Credential.Password::basic);
    }
    var known = tokens.known(key(scope));
    if (known.isEmpty() && bearer != null) {
      known = Optional.of(token(bearer, scope));
    }
    return known.map(Authorization::bearer);
  }

  /** Answers a refusal; empty if there is nothing more to show. */
  synchronized Optional<String> answer(List<Challenge> challenges, String scope)
      throws IOException {
    for (Challenge challenge : challenges) {
      if (challenge.scheme().equals("bearer") && !challenge.parameter("realm").isEmpty()) {
        bearer = challenge;
        return Optional.of(bearer(token(challenge, scope)));
      }
    }
    boolean wanted = challenges.stream().anyMatch(each -> each.scheme().equals("basic"));
    if (wanted && !basic) {
      basic = true;
      return header(scope);
    }
    return Optional.empty();
  }

  private String token(Challenge challenge, String scope) throws IOException {
    if (credentials.get().orElse(null) instanceof Credential.RegistryToken(var token)) {
      return token;
    }
    String asked = challenge.parameter("scope");
    boolean more = challenge.parameter("error").equals("insufficient_scope") && !asked.isEmpty();
    return tokens.fetch(wire, key(more && !scope.equals(asked) ? asked : scope), challenge);
  }

  private Tokens.Key key(String scope) {
    return new Tokens.Key(host, credentials.get().orElse(null), scope);
  }

  private Optional<Credential.Password> password() {
    return credentials
        .get()
        .filter(Credential.Password.class::isInstance)
        .map(Credential.Password.class::cast);
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  /** Asks at the first call, and then remembers. */
  private static final class Once<T> implements Supplier<Optional<T>> {
    private final Supplier<Optional<T>> source;
    private boolean asked;
    private Optional<T> value = Optional.empty();

    Once(Supplier<Optional<T>> source) {
      this.source = source;
    }

    @Override
    public synchronized Optional<T> get() {
      if (!asked) {
        value = source.get();
        asked = true;
      }
      return value;
    }
  }
}
