package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes docker's {@code config.json}, of which everything else stays as it is. */
final class CredentialFile {
  private static final String AUTHS = "auths";

  private final Path file;

  CredentialFile(Path file) {
    this.file = file;
  }

  /** With the secret itself, readable by the owner alone. */
  void store(String key, Credential.Password password) {
    byte[] pair = (password.user() + ":" + password.secret()).getBytes(StandardCharsets.UTF_8);
    put(key, Map.of("auth", Base64.getEncoder().encodeToString(pair)));
  }

  /** Notes that a helper has it. */
  void mention(String key) {
    put(key, Map.of());
  }

  private void put(String key, Map<String, Object> entry) {
    var auths = auths();
    auths.put(key, entry);
    save(auths);
  }

  /** Whether there was anything to forget. */
  boolean remove(String key) {
    var auths = auths();
    if (auths.remove(key) == null) {
      return false;
    }
    save(auths);
    return true;
  }

  private Map<String, Object> auths() {
    var auths = new LinkedHashMap<String, Object>();
    Credentials.read(file)
        .object(AUTHS)
        .values()
        .forEach((key, entry) -> auths.put(String.valueOf(key), entry));
    return auths;
  }

  private void save(Map<String, Object> auths) {
    var whole = new LinkedHashMap<String, Object>();
    Credentials.read(file).values().forEach((key, value) -> whole.put(String.valueOf(key), value));
    whole.put(AUTHS, auths);
    Durable.write(place(), (Json.pretty(whole) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A link to the file stays one. */
  private Path place() {
    try {
      var directory = file.toAbsolutePath().getParent();
      if (directory != null && !Files.exists(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return Files.exists(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      throw new JstackException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
