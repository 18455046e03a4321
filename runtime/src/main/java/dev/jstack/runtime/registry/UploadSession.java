package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Digest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;

/**
 * One upload of a blob that a registry has begun (distribution-spec, Push). Each answer says where
 * it goes on. Closing one that was not finished gives it up.
 */
final class UploadSession implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");
  private static final String BYTES = "application/octet-stream";

  private final Transport transport;
  private final String scope;
  private final long chunk;
  private URI location;
  private boolean finished;

  UploadSession(Transport transport, String scope, Reply begun) {
    this.transport = transport;
    this.scope = scope;
    this.location = begun.uri();
    this.chunk = begun.headers().firstValueAsLong("oci-chunk-min-length").orElse(0);
    goOn(begun);
  }

  /** The least that the registry takes at a time; 0 if it takes all at once. */
  long chunk() {
    return chunk;
  }

  private void goOn(Reply reply) {
    String next = reply.header("location");
    if (!next.isEmpty()) {
      location = Wire.resolve(reply.uri(), next);
    }
  }

  private Call call(String method, URI uri) {
    return Call.of(method, uri, scope);
  }

  /** Sends all there is, of unknown length. */
  void stream(BodyPublisher body) {
    expect(
        202, call("PATCH", location).with("Content-Type", BYTES).withBody(body, false), "upload");
  }

  /** Sends the bytes from {@code from} on; false if the registry expects others. */
  boolean append(long from, long length, BodyPublisher body) {
    var call =
        call("PATCH", location)
            .with("Content-Type", BYTES)
            .with("Content-Range", from + "-" + (from + length - 1))
            .withBody(body, false);
    try (var reply = transport.send(call)) {
      if (reply.status() == 416) {
        return false;
      }
      goOn(expect(202, reply, "upload"));
      return true;
    }
  }

  /** How many bytes the registry has. */
  long arrived() {
    try (var reply = transport.send(call("GET", location))) {
      goOn(expect(204, reply, "upload"));
      var range = RANGE.matcher(reply.header("range"));
      return range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
    }
  }

  /** Ends the upload, with all its bytes or with those that are still missing. */
  void finish(Digest digest, BodyPublisher body) {
    String query = location.getRawQuery() == null ? "?" : "&";
    var uri = URI.create(location + query + "digest=" + digest.toString().replace(":", "%3A"));
    boolean again = body.contentLength() == 0;
    expect(201, call("PUT", uri).with("Content-Type", BYTES).withBody(body, again), "upload");
    finished = true;
  }

  void finish(Digest digest) {
    finish(digest, BodyPublishers.noBody());
  }

  private void expect(int status, Call call, String subject) {
    try (var reply = transport.send(call)) {
      goOn(expect(status, reply, subject));
    }
  }

  private static Reply expect(int status, Reply reply, String subject) {
    if (reply.status() != status) {
      throw Failures.of(reply, subject);
    }
    return reply;
  }

  /** The registry drops what has come; if it doesn't, it will some day. */
  @Override
  public void close() {
    if (!finished && !Thread.currentThread().isInterrupted()) {
      try (var _ = transport.send(call("DELETE", location))) {
        finished = true;
      } catch (RegistryException e) {
        finished = true;
      }
    }
  }
}
