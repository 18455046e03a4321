package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.layer.ArchiveException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The registries as one engine knows them. All methods may be called from any thread. */
public final class Registries implements AutoCloseable {
  private static final List<Path> CERTIFICATES =
      List.of(Path.of("/etc/jstack/certs.d"), Path.of("/etc/docker/certs.d"));

  private final ImageStore store;
  private final Mirrors mirrors;
  private final Clients clients;
  private final Tokens tokens = new Tokens(InstantSource.system());
  private final LayerPulls layers;
  private final Semaphore compressing = new Semaphore(1);
  private final Backoff backoff;
  private final Map<String, String> schemes = new ConcurrentHashMap<>();

  /** {@code certificates} are directories like {@code /etc/docker/certs.d}. */
  public Registries(ImageStore store, Mirrors mirrors, List<Path> certificates, Backoff backoff) {
    this.store = store;
    this.mirrors = mirrors;
    this.clients = new Clients(certificates);
    this.layers = new LayerPulls(store);
    this.backoff = backoff;
  }

  /** With the usual places and patience. */
  public static Registries of(ImageStore store, Path stateDirectory) {
    var mirrors = new Mirrors(stateDirectory.resolve("mirrors.json"));
    return new Registries(store, mirrors, CERTIFICATES, Backoff.USUAL);
  }

  public Mirrors mirrors() {
    return mirrors;
  }

  /** Of one caller at one registry, as {@code docker login} names it; empty for Docker's own. */
  public Logins logins(String server, Caller caller) {
    String host = server.replaceFirst("^https://", "").replaceFirst("(/v[12])?/*$", "");
    boolean hub = host.isEmpty() || Credentials.key(host).equals(Credentials.HUB_KEY);
    return new Logins(this, caller, Endpoint.of(hub ? "docker.io" : Endpoint.parse(host).host()));
  }

  /** Shows a registry a password; it throws if the registry doesn't take it. */
  void verify(Endpoint endpoint, Credential.Password password, Caller caller) {
    var known = known(endpoint);
    var wire = new Wire(clients, caller);
    var fresh = new Tokens(InstantSource.system());
    var authorization = new Authorization(known.host(), () -> Optional.of(password), fresh, wire);
    var transport = new Transport(wire, authorization, backoff);
    try (var reply = transport.send(Call.of("GET", known.uri(""), ""))) {
      if (reply.status() != 200) {
        throw Failures.of(reply, "cannot log in at " + endpoint.host());
      }
    }
  }

  /**
   * Brings an image in, unless what its name leads to is here. {@code platform} is null for this
   * machine's.
   */
  public Pulled pull(
      ImageReference name, @Nullable Platform platform, Caller caller, LayerListener listener) {
    return anywhere(name, platform, caller, pull -> pull.run(listener));
  }

  /** What a name leads to that need not be an image. */
  public Artifact artifact(ImageReference name, @Nullable Platform platform, Caller caller) {
    return anywhere(name, platform, caller, Pull::artifact);
  }

  private <T> T anywhere(
      ImageReference name, @Nullable Platform platform, Caller caller, Function<Pull, T> action) {
    var attempts = new ArrayList<JstackException>();
    for (Endpoint endpoint : endpoints(name)) {
      try {
        var repository = repository(endpoint, name, caller);
        return action.apply(new Pull(repository, store, layers, name, platform));
      } catch (RegistryException | ArchiveException e) {
        schemes.remove(endpoint.host());
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        attempts.add(at(endpoint, e));
      }
    }
    throw failed("cannot pull " + name.familiar(), attempts);
  }

  /** What a tag leads to in its registry, or in the first of its mirrors that answers. */
  public Digest digest(ImageReference name, Caller caller) {
    var attempts = new ArrayList<JstackException>();
    String tag = name.tag() == null ? "latest" : name.tag();
    for (Endpoint endpoint : endpoints(name)) {
      try {
        var repository = repository(endpoint, name, caller);
        return repository.head(tag).orElseGet(() -> repository.tagged(tag).digest());
      } catch (RegistryException e) {
        schemes.remove(endpoint.host());
        attempts.add(at(endpoint, e));
      }
    }
    throw failed("failed to resolve digest for " + name.familiar(), attempts);
  }

  /** Sends an image to where its name says. */
  public Pushed push(
      StoredImage image, ImageReference name, Caller caller, LayerListener listener) {
    return there(
        name,
        caller,
        repository -> new Push(repository, store, compressing, name).run(image, listener));
  }

  /** Sends layers with a config that is no image's; returns the manifest's digest. */
  public Digest push(
      ImageReference name,
      String type,
      byte[] config,
      List<Layer> parts,
      Caller caller,
      LayerListener listener) {
    return there(
        name,
        caller,
        repository -> {
          var uploads = new LayerUploads(repository, store, compressing, name, listener);
          return new ArtifactPush(repository, uploads, name).run(type, config, parts);
        });
  }

  private <T> T there(ImageReference name, Caller caller, Function<PushRepository, T> action) {
    var endpoint = Endpoint.of(name.registry());
    try {
      var known = known(endpoint);
      return action.apply(
          new PushRepository(known, name.repository(), transport(known, name, caller)));
    } catch (RegistryException e) {
      schemes.remove(endpoint.host());
      throw failed("cannot push " + name.familiar(), List.of(at(endpoint, e)));
    }
  }

  private static RegistryException at(Endpoint endpoint, JstackException e) {
    return new RegistryException(0, endpoint + ": " + e.getMessage(), hint(e), e);
  }

  private static @Nullable String hint(JstackException e) {
    return e.hint().orElse(null);
  }

  private static RegistryException failed(String what, List<JstackException> attempts) {
    var last = attempts.getLast();
    String reasons = String.join("; ", attempts.stream().map(Throwable::getMessage).toList());
    return new RegistryException(0, what + ": " + reasons, hint(last), last);
  }

  private List<Endpoint> endpoints(ImageReference name) {
    var endpoints = new ArrayList<>(mirrors.of(name.registry()));
    endpoints.add(Endpoint.of(name.registry()));
    return endpoints;
  }

  private Repository repository(Endpoint endpoint, ImageReference name, Caller caller) {
    var known = known(endpoint);
    return new Repository(known, name.repository(), transport(known, name, caller));
  }

  private Transport transport(Endpoint endpoint, ImageReference name, Caller caller) {
    var wire = new Wire(clients, caller);
    var authorization =
        new Authorization(
            endpoint.host(),
            () -> new Credentials(caller).find(endpoint.host(), name.repository()),
            tokens,
            wire);
    return new Transport(wire, authorization, backoff);
  }

  /** With the scheme that this machine's own registry speaks. */
  private Endpoint known(Endpoint endpoint) {
    if (!endpoint.scheme().isEmpty()) {
      return endpoint;
    }
    try {
      String scheme = schemes.get(endpoint.host());
      if (scheme == null) {
        scheme = SchemeProbe.of(endpoint.host());
        schemes.put(endpoint.host(), scheme);
      }
      return endpoint.withScheme(scheme);
    } catch (IOException e) {
      throw new RegistryException(0, Failures.reason(e), null, e);
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
