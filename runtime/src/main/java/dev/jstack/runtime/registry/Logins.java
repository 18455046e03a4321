package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code login} and {@code logout} of one caller at one registry. */
public final class Logins {
  private final Caller caller;
  private final Endpoint endpoint;
  private final Registries registries;

  Logins(Registries registries, Caller caller, Endpoint endpoint) {
    this.registries = registries;
    this.caller = caller;
    this.endpoint = endpoint;
  }

  /** What the registry is called in docker's file. */
  public String server() {
    return Credentials.key(endpoint.host());
  }

  /** What the caller has from before, if it is a password. */
  public Optional<Credential.Password> known() {
    return new Credentials(caller)
        .find(endpoint.host(), "")
        .filter(Credential.Password.class::isInstance)
        .map(Credential.Password.class::cast);
  }

  /**
   * Tries the password and keeps it. Returns the file it is in, readable for whoever can read the
   * file; empty if a helper has it.
   */
  public Optional<Path> login(Credential.Password password) {
    registries.verify(endpoint, password, caller);
    var file = new CredentialFile(file());
    var helper = new Credentials(caller).helper(endpoint.host());
    if (helper.isPresent()) {
      helper.get().store(server(), password);
      file.mention(server());
      return Optional.empty();
    }
    file.store(server(), password);
    return Optional.of(file());
  }

  /** Forgets the password; false if there was none. */
  public boolean logout() {
    var helper = new Credentials(caller).helper(endpoint.host());
    helper.ifPresent(program -> program.erase(server()));
    boolean removed = new CredentialFile(file()).remove(server());
    return helper.isPresent() || removed;
  }

  private Path file() {
    return caller
        .credentialFile()
        .orElseThrow(() ->
            new JstackException(
                "no place for credentials: neither $DOCKER_CONFIG nor $HOME is set"));
  }
}
