package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The credentials of a caller: docker's {@code config.json} and the helpers that it names. */
final class Credentials {
  /** What Docker calls its own registry in the file. */
  static final String HUB_KEY = "https://index.docker.io/v1/";

  private static final List<String> HUB =
      List.of(HUB_KEY, "index.docker.io", "docker.io", "registry-1.docker.io");

  private final Caller caller;

  Credentials(Caller caller) {
    this.caller = caller;
  }

  /** Of a registry's host, and of a part of it where the file tells these apart. */
  Optional<Credential> find(String host, String repository) {
    var file = caller.credentialFile();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    var config = read(file.get());
    var helper = helper(config, host);
    return helper.isPresent() ? helper.get().get(key(host)) : inFile(config, host, repository);
  }

  /** The helper that keeps the credentials of a host, if one does. */
  Optional<CredentialProgram> helper(String host) {
    return caller.credentialFile().flatMap(file -> helper(read(file), host));
  }

  private Optional<CredentialProgram> helper(JsonFields config, String host) {
    var helpers = config.object("credHelpers");
    for (String key : HUB.contains(host) ? HUB : List.of(host)) {
      if (!helpers.text(key).isEmpty()) {
        return Optional.of(new CredentialProgram(helpers.text(key), caller));
      }
    }
    String store = config.text("credsStore");
    return store.isEmpty() ? Optional.empty() : Optional.of(new CredentialProgram(store, caller));
  }

  /** What a host is called in the file, and by helpers. */
  static String key(String host) {
    return HUB.contains(host) ? HUB_KEY : host;
  }

  private static Optional<Credential> inFile(JsonFields config, String host, String repository) {
    var auths = config.object("auths");
    for (String wanted : names(host, repository)) {
      for (Map.Entry<?, ?> entry : auths.values().entrySet()) {
        String key = String.valueOf(entry.getKey());
        if (key.equals(wanted) || plain(key).equals(wanted)) {
          return credential(auths.object(key));
        }
      }
    }
    return Optional.empty();
  }

  /** The most special first: {@code host/team/app}, {@code host/team}, {@code host}. */
  private static List<String> names(String host, String repository) {
    var names = new ArrayList<String>();
    String path = host + "/" + repository;
    for (int end = path.length(); end > host.length(); end = path.lastIndexOf('/', end - 1)) {
      names.add(path.substring(0, end));
    }
    names.add(host);
    if (HUB.contains(host)) {
      names.addAll(HUB);
    }
    return names;
  }

  /** Without scheme, version and final slash. */
  private static String plain(String key) {
    return key.replaceFirst("^https?://", "").replaceFirst("(/v[12])?/*$", "");
  }

  private static Optional<Credential> credential(JsonFields entry) {
    if (!entry.text("identitytoken").isEmpty()) {
      return Optional.of(new Credential.IdentityToken(entry.text("identitytoken")));
    }
    if (!entry.text("registrytoken").isEmpty()) {
      return Optional.of(new Credential.RegistryToken(entry.text("registrytoken")));
    }
    if (!entry.text("username").isEmpty()) {
      return Optional.of(new Credential.Password(entry.text("username"), entry.text("password")));
    }
    return decode(entry.text("auth"));
  }

  private static Optional<Credential> decode(String auth) {
    try {
      String pair = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Credential.Password(
                  pair.substring(0, colon), pair.substring(colon + 1).replaceFirst("\0+$", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static JsonFields read(Path file) {
    try {
      byte[] json = Files.readAllBytes(file);
      return JsonFields.parse(json.length == 0 ? new byte[] {'{', '}'} : json, file.toString());
    } catch (NoSuchFileException e) {
      return new JsonFields(file.toString(), Map.of());
    } catch (IOException e) {
      throw new JstackException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
