package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.JsonFields;
import dev.jstack.runtime.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that keeps credentials, {@code docker-credential-<name>}: {@code get}, {@code store}
 * and {@code erase} with JSON on its standard streams. It runs in the caller's environment.
 */
record CredentialProgram(String name, Caller caller) {
  private static final int SECONDS = 30;
  private static final String TOKEN_USER = "<token>";
  private static final String NOT_FOUND = "credentials not found";

  CredentialProgram {
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new JstackException("invalid credential helper \"" + name + "\"");
    }
  }

  private record Answer(int code, byte[] text) {
    String message() {
      return new String(text, StandardCharsets.UTF_8).strip();
    }
  }

  Optional<Credential> get(String server) {
    var answer = run("get", server);
    if (answer.code() != 0) {
      if (answer.message().contains(NOT_FOUND)) {
        return Optional.empty();
      }
      throw failed("get", answer);
    }
    var fields = JsonFields.parse(answer.text(), program());
    String user = fields.text("Username");
    String secret = fields.text("Secret");
    return Optional.of(
        user.equals(TOKEN_USER)
            ? new Credential.IdentityToken(secret)
            : new Credential.Password(user, secret));
  }

  void store(String server, Credential credential) {
    var entry = new LinkedHashMap<String, String>();
    entry.put("ServerURL", server);
    switch (credential) {
      case Credential.Password(var user, var secret) -> put(entry, user, secret);
      case Credential.IdentityToken(var token) -> put(entry, TOKEN_USER, token);
      case Credential.RegistryToken _ -> throw new IllegalArgumentException("not to be stored");
    }
    expectDone("store", Json.write(entry));
  }

  private static void put(Map<String, String> entry, String user, String secret) {
    entry.put("Username", user);
    entry.put("Secret", secret);
  }

  void erase(String server) {
    expectDone("erase", server);
  }

  private void expectDone(String verb, String input) {
    var answer = run(verb, input);
    if (answer.code() != 0 && !answer.message().contains(NOT_FOUND)) {
      throw failed(verb, answer);
    }
  }

  private JstackException failed(String verb, Answer answer) {
    return new JstackException(program() + " " + verb + ": " + answer.message());
  }

  private String program() {
    return "docker-credential-" + name;
  }

  private Answer run(String verb, String input) {
    var builder = new ProcessBuilder(path().toString(), verb);
    builder.environment().clear();
    builder.environment().putAll(caller.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      var process = builder.start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      byte[] text = process.getInputStream().readNBytes(JsonFields.LARGEST);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new JstackException(program() + " " + verb + ": no answer in " + SECONDS + " s");
      }
      return new Answer(process.exitValue(), text);
    } catch (IOException e) {
      throw new JstackException(program() + " " + verb + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("interrupted while asking " + program(), e);
    }
  }

  private Path path() {
    for (String directory : caller.variable("PATH").orElse("/usr/bin:/bin").split(":", -1)) {
      var candidate = Path.of(directory, program());
      if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new JstackException(
        "no such credential helper: " + program(), "docker's config.json names it", null);
  }
}
