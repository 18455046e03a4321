package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.JsonFields;
import java.io.IOException;
import java.util.Optional;

/** One repository of one registry, for reading (distribution-spec, Pull). */
final class Repository {
  private static final String DIGEST = "docker-content-digest";

  private final Endpoint endpoint;
  private final String name;
  private final Transport transport;

  Repository(Endpoint endpoint, String name, Transport transport) {
    this.endpoint = endpoint;
    this.name = endpoint.prefix() + name;
    this.transport = transport;
  }

  Transport transport() {
    return transport;
  }

  private Call call(String method, String path) {
    return Call.of(method, endpoint.uri(name + path), "repository:" + name + ":pull");
  }

  /** What a tag or digest leads to now; empty if the registry doesn't tell without sending it. */
  Optional<Digest> head(String reference) {
    var call = call("HEAD", "/manifests/" + reference);
    try (var reply = transport.send(call.with("Accept", String.join(", ", RemoteManifest.TYPES)))) {
      return reply.status() == 200 ? digest(reply) : Optional.empty();
    }
  }

  private static Optional<Digest> digest(Reply reply) {
    try {
      return Optional.of(Digest.parse(reply.header(DIGEST)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a tag leads to. */
  RemoteManifest tagged(String tag) {
    return manifest(tag, "manifest \"" + tag + "\"");
  }

  /** The manifest of that digest, and no other. */
  RemoteManifest manifest(Digest digest) {
    var manifest = manifest(digest.toString(), "manifest " + digest.shortHex());
    if (!manifest.digest().equals(digest)) {
      throw new RegistryException(
          0, "manifest " + digest + " came with other content: " + manifest.digest());
    }
    return manifest;
  }

  private RemoteManifest manifest(String reference, String subject) {
    var call = call("GET", "/manifests/" + reference);
    try (var reply = transport.send(call.with("Accept", String.join(", ", RemoteManifest.TYPES)))) {
      if (reply.status() != 200) {
        throw Failures.of(reply, subject);
      }
      var manifest =
          RemoteManifest.of(reply.document(JsonFields.LARGEST), reply.mediaType(), subject);
      var promised = digest(reply);
      if (promised.isPresent() && !promised.get().equals(manifest.digest())) {
        throw new RegistryException(
            0, subject + ": came as " + manifest.digest() + " instead of " + promised.get());
      }
      return manifest;
    } catch (IOException e) {
      throw new RegistryException(0, subject + ": " + Failures.reason(e), null, e);
    }
  }

  /** A small blob as a whole, verified. */
  byte[] document(Descriptor descriptor) {
    String subject = "blob " + descriptor.digest().shortHex();
    if (descriptor.size() > JsonFields.LARGEST) {
      throw new RegistryException(0, subject + ": larger than 4 MiB");
    }
    try (var reply = blob(descriptor.digest(), 0)) {
      if (reply.status() != 200) {
        throw Failures.of(reply, subject);
      }
      byte[] content = reply.document((int) descriptor.size());
      if (content.length != descriptor.size() || !Digest.of(content).equals(descriptor.digest())) {
        throw new RegistryException(0, subject + ": came with other content");
      }
      return content;
    } catch (IOException e) {
      throw new RegistryException(0, subject + ": " + Failures.reason(e), null, e);
    }
  }

  /** The answer to a request for the blob, from a byte on. */
  Reply blob(Digest digest, long from) {
    var call = call("GET", "/blobs/" + digest);
    return transport.send(from == 0 ? call : call.with("Range", "bytes=" + from + "-"));
  }
}
