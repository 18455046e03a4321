package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/** One repository of one registry, for writing (distribution-spec, Push). */
final class PushRepository {
  private final Endpoint endpoint;
  private final String name;
  private final Transport transport;

  PushRepository(Endpoint endpoint, String name, Transport transport) {
    this.endpoint = endpoint;
    this.name = endpoint.prefix() + name;
    this.transport = transport;
  }

  Transport transport() {
    return transport;
  }

  private String scope() {
    return "repository:" + name + ":pull,push";
  }

  private Call call(String method, String path) {
    return Call.of(method, endpoint.uri(name + path), scope());
  }

  boolean has(Digest blob) {
    try (var reply = transport.send(call("HEAD", "/blobs/" + blob))) {
      if (reply.status() == 401 || reply.status() == 403) {
        throw Failures.of(reply, "push");
      }
      return reply.status() == 200;
    }
  }

  /** Begins to upload a blob. */
  UploadSession begin() {
    try (var reply = transport.send(call("POST", "/blobs/uploads/"))) {
      return session(reply);
    }
  }

  /** Takes the blob over from another repository, or begins to upload it. */
  Optional<UploadSession> mount(Digest blob, String from) {
    String query = "?mount=" + blob.toString().replace(":", "%3A") + "&from=" + from;
    var uri = endpoint.uri(name + "/blobs/uploads/" + query);
    var call = Call.of("POST", uri, scope() + " repository:" + from + ":pull");
    try (var reply = transport.send(call)) {
      return reply.status() == 201 ? Optional.empty() : Optional.of(session(reply));
    }
  }

  private UploadSession session(Reply reply) {
    if (reply.status() != 202) {
      throw Failures.of(reply, "push");
    }
    return new UploadSession(transport, scope(), reply);
  }

  /** Whether a tag is already that manifest's. */
  boolean leadsTo(String tag, Descriptor manifest) {
    var call = call("HEAD", "/manifests/" + tag).with("Accept", manifest.mediaType());
    try (var reply = transport.send(call)) {
      return reply.status() == 200
          && reply.header("docker-content-digest").equals(manifest.digest().toString());
    }
  }

  /** Stores the manifest under a tag; its blobs are there. */
  void put(String tag, Descriptor manifest, byte[] json) {
    var call =
        call("PUT", "/manifests/" + tag)
            .with("Content-Type", manifest.mediaType())
            .withBody(BodyPublishers.ofByteArray(json), true);
    try (var reply = transport.send(call)) {
      if (reply.status() != 201) {
        throw Failures.of(reply, "manifest \"" + tag + "\"");
      }
      String stored = reply.header("docker-content-digest");
      if (!stored.isEmpty() && !stored.equals(manifest.digest().toString())) {
        throw new RegistryException(
            0, "manifest \"" + tag + "\": stored as " + stored + ", not " + manifest.digest());
      }
    }
  }
}
