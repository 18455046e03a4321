package dev.jstack.runtime.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a user shows a registry; never printed. */
public sealed interface Credential {
  /** A name and a password, or an access token in its place. */
  record Password(String user, String secret) implements Credential {
    String basic() {
      byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "Password[" + user + "]";
    }
  }

  /** A refresh token that the registry has given ({@code identitytoken}). */
  record IdentityToken(String token) implements Credential {
    @Override
    public String toString() {
      return "IdentityToken[]";
    }
  }

  /** A bearer token, shown as it is ({@code registrytoken}). */
  record RegistryToken(String token) implements Credential {
    @Override
    public String toString() {
      return "RegistryToken[]";
    }
  }
}
