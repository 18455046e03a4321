package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;

/** A file that ADD takes from the network: mode 0600, the time that the server tells. */
public final class RemoteFile {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int MOST_REDIRECTS = 10;

  private RemoteFile() {}

  public static boolean isRemote(String source) {
    return source.matches("(?i)https?://.*");
  }

  /** Downloads into {@code directory}; returns the file's name. */
  static String fetch(String source, Path directory) {
    var uri = address(source);
    var name = GoPath.name(String.valueOf(uri.getPath()));
    if (name.isEmpty()) {
      throw new JstackException("cannot determine filename from url: " + source);
    }
    var file = directory.resolve(name);
    try (var client = client()) {
      var response = send(client, source, uri, BodyHandlers.ofFile(file));
      settle(directory, name, response);
      return name;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("build cancelled", e);
    } catch (IOException e) {
      throw new JstackException("failed to load " + source + ": " + reason(e), e);
    }
  }

  public static URI address(String source) {
    try {
      return new URI(source);
    } catch (URISyntaxException e) {
      throw new JstackException("invalid address \"" + source + "\": " + e.getReason(), e);
    }
  }

  /** Some exceptions of the network have no message. */
  public static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no such host";
      }
    }
    return e instanceof ConnectException
        ? "connection refused"
        : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  public static HttpClient client() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE)
        .build();
  }

  /** Follows redirects by itself: a server must not choose what this machine reads. */
  public static <T> HttpResponse<T> send(
      HttpClient client, String source, URI first, BodyHandler<T> body)
      throws IOException, InterruptedException {
    var uri = first;
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
      var response = client.send(request, body);
      var location = response.headers().firstValue("location");
      if (response.statusCode() == OK) {
        return response;
      }
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        throw new JstackException("failed to load " + source + ": status " + response.statusCode());
      }
      uri = Redirects.follow(uri, location.get());
    }
    throw new JstackException("failed to load " + source + ": too many redirects");
  }

  private static void settle(Path place, String name, HttpResponse<Path> response) {
    try (var directory = Directory.open(place)) {
      directory.setPermissions(RawPath.of(name), 0600);
      directory.setModified(RawPath.of(name), modified(response), 0);
    }
  }

  private static long modified(HttpResponse<Path> response) {
    var header = response.headers().firstValue("last-modified").orElse("");
    try {
      return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  /** Refuses a file that isn't what {@code --checksum} says. */
  static void check(Path file, String source, String checksum) {
    try (var content = Files.newInputStream(file)) {
      var sha256 = Digest.sha256();
      var buffer = new byte[1 << 16];
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        sha256.update(buffer, 0, count);
      }
      var found = Digest.of(sha256).toString();
      if (!found.equals(checksum)) {
        throw new JstackException(
            "digest mismatch of " + source + ": expected " + checksum + ", got " + found);
      }
    } catch (IOException e) {
      throw new JstackException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
