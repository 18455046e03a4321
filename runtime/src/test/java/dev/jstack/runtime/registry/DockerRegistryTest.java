package dev.jstack.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.ImageUsage;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.layer.TarBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the registry that most others are made of. */
@Tag("root")
class DockerRegistryTest {
  /** Of the password "secret", as {@code htpasswd -B} makes it. */
  private static final String ENTRY =
      "jo:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

  @TempDir private Path folder;
  private ImageStore store;
  private Registries registries;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() {
    store = ImageStore.open(folder.resolve("state"), folder.resolve("run"));
    registries =
        new Registries(
            store,
            new Mirrors(folder.resolve("mirrors.json")),
            List.of(folder.resolve("certs.d")),
            new Backoff(2, Duration.ofMillis(10), Duration.ofSeconds(1)));
  }

  @AfterEach
  void close() {
    registries.close();
    store.close();
  }

  private StoredImage image(String content, ImageReference name) {
    var layer = store.layers().unpack(new TarBytes().file("f", content).stream());
    var config =
        ImageConfig.scratch(Platform.current()).withLayers(List.of(layer.diffId()), List.of());
    return store.commit(config, List.of(name));
  }

  private void forget(StoredImage image) {
    store.remove(image.id().toString(), true, ImageUsage.none());
    assertThat(store.layers().find(image.layers().getFirst().diffId())).isEmpty();
  }

  private Pushed push(StoredImage image, ImageReference name, Caller caller) {
    lines.clear();
    return registries.push(
        image,
        name,
        caller,
        (layer, text, _, total) -> {
          if (total == 0) {
            lines.add(layer + " " + text);
          }
        });
  }

  private Pulled pull(ImageReference name, Caller caller) {
    return registries.pull(name, null, caller, LayerListener.none());
  }

  private static ImageReference name(DockerRegistry registry, String rest) {
    return ImageReference.parse(registry.host() + "/" + rest);
  }

  @Test
  void whatIsPushedComesBackAsItWas() throws IOException {
    try (var registry = new DockerRegistry(folder.resolve("registry"), "", "")) {
      var name = name(registry, "app:1");
      var image = image("one", name);
      String layer = image.layers().getFirst().diffId().shortHex();

      var pushed = push(image, name, Caller.nobody());
      assertThat(lines).containsExactly(layer + " Preparing", layer + " Pushed");
      assertThat(push(image, name, Caller.nobody())).isEqualTo(pushed);
      assertThat(lines).containsExactly(layer + " Preparing", layer + " Layer already exists");
      forget(image);

      var pulled = pull(name, Caller.nobody());
      assertThat(pulled.image().id()).isEqualTo(image.id());
      assertThat(pulled.digest()).isEqualTo(pushed.digest());
      assertThat(pulled.image().layers().getFirst().directory().resolve("f")).hasContent("one");
      assertThat(store.check()).isEmpty();
    }
  }

  @Test
  void layersWithAnotherConfigAreBroughtInOneByOne() throws IOException {
    try (var registry = new DockerRegistry(folder.resolve("registry"), "", "")) {
      var name = name(registry, "app:cache");
      var kept = image("one", name(registry, "one:1"));
      var gone = image("two", name(registry, "two:1"));
      var layers = List.of(kept.layers().getFirst(), gone.layers().getFirst());
      var ids = layers.stream().map(Layer::diffId).toList();
      byte[] config = {'{', '}'};
      registries.push(name, "application/x", config, layers, Caller.nobody(), LayerListener.none());
      store.remove(kept.id().toString(), true, ImageUsage.none());
      store.remove(gone.id().toString(), true, ImageUsage.none());

      var artifact = registries.artifact(name, null, Caller.nobody());
      assertThat(artifact.type()).isEqualTo("application/x");
      assertThat(artifact.config()).isEqualTo(config);
      try (var _ = store.layers().lease()) {
        artifact.fetch(ids, Set.of(ids.getLast()));
        assertThat(store.layers().find(ids.getFirst())).isEmpty();
        assertThat(store.layers().find(ids.getLast()).orElseThrow().directory().resolve("f"))
            .hasContent("two");
      }
      assertThatThrownBy(() -> pull(name, Caller.nobody()))
          .hasMessageContaining("is no image but \"application/x\"");
    }
  }

  @Test
  void whatWasPulledIsPushedAsTheSameBytesAndLentByItsRepository() throws IOException {
    try (var registry = new DockerRegistry(folder.resolve("registry"), "", "")) {
      var name = name(registry, "app:1");
      var image = image("one", name);
      var pushed = push(image, name, Caller.nobody());
      forget(image);
      var pulled = pull(name, Caller.nobody()).image();
      var copy = name(registry, "team/copy:2");

      assertThat(push(pulled, copy, Caller.nobody()).digest()).isEqualTo(pushed.digest());

      assertThat(lines).last().asString().endsWith(" Mounted from app");
      try (var other = new DockerRegistry(folder.resolve("other"), "", "")) {
        var elsewhere = name(other, "app:1");
        assertThat(push(pulled, elsewhere, Caller.nobody()).digest()).isEqualTo(pushed.digest());
        assertThat(lines).last().asString().endsWith(" Pushed");
      }
    }
  }

  @Test
  void aBlobThatWasAlteredOnDiskIsNotPushed() throws IOException {
    try (var registry = new DockerRegistry(folder.resolve("registry"), "", "");
        var other = new DockerRegistry(folder.resolve("other"), "", "")) {
      var name = name(registry, "app:1");
      var image = image("one", name);
      push(image, name, Caller.nobody());
      forget(image);
      var pulled = pull(name, Caller.nobody()).image();
      var blob = store.layers().blobFile(pulled.layers().getFirst()).orElseThrow();
      byte[] bytes = Files.readAllBytes(blob);
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);

      assertThatThrownBy(() -> push(pulled, name(other, "app:1"), Caller.nobody()))
          .isInstanceOf(JstackException.class)
          .hasMessageContaining("of the image store was altered");
    }
  }

  @Test
  void aPasswordIsNeededTriedAndRemembered() throws IOException {
    Files.writeString(folder.resolve("htpasswd"), ENTRY);
    String auth = "auth: {htpasswd: {realm: r, path: " + folder.resolve("htpasswd") + "}}";
    var caller = new Caller(Map.of("DOCKER_CONFIG", folder.resolve("docker").toString()));
    try (var registry = new DockerRegistry(folder.resolve("registry"), "", auth)) {
      var name = name(registry, "app:1");
      var image = image("one", name);
      var logins = registries.logins(registry.host(), caller);

      assertThatThrownBy(() -> push(image, name, caller))
          .hasMessageStartingWith("cannot push " + name.familiar())
          .hasMessageContaining("authentication required");
      assertThatThrownBy(() -> logins.login(new Credential.Password("jo", "wrong")))
          .hasMessageContaining("cannot log in at " + registry.host());
      assertThat(folder.resolve("docker")).doesNotExist();

      assertThat(logins.login(new Credential.Password("jo", "secret"))).isPresent();
      push(image, name, caller);
      forget(image);
      assertThat(pull(name, caller).image().id()).isEqualTo(image.id());

      assertThat(logins.logout()).isTrue();
      assertThat(logins.logout()).isFalse();
      assertThatThrownBy(() -> pull(name, caller)).hasMessageContaining("authentication required");
    }
  }

  @Test
  void aRegistryBehindTlsIsTrustedByItsOwnAuthority() throws Exception {
    var files = new TestAuthority(folder.resolve("ca"));
    String tls = ", tls: {certificate: %s, key: %s}".formatted(files.certificate(), files.key());
    try (var registry = new DockerRegistry(folder.resolve("registry"), tls, "")) {
      var name = name(registry, "app:1");
      var image = image("one", name);

      assertThatThrownBy(() -> push(image, name, Caller.nobody()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("PKIX path building failed");

      var trusted = folder.resolve("certs.d").resolve(registry.host());
      Files.createDirectories(trusted);
      Files.copy(files.authority(), trusted.resolve("ca.crt"));
      push(image, name, Caller.nobody());
      forget(image);
      assertThat(pull(name, Caller.nobody()).image().id()).isEqualTo(image.id());
    }
  }

  @Test
  void aRegistryThatWantsACertificateIsShownOne() throws Exception {
    var files = new TestAuthority(folder.resolve("ca"));
    String tls =
        ", tls: {certificate: %s, key: %s, clientcas: [%s]}"
            .formatted(files.certificate(), files.key(), files.authority());
    try (var registry = new DockerRegistry(folder.resolve("registry"), tls, "")) {
      var name = name(registry, "app:1");
      var image = image("one", name);
      var known = folder.resolve("certs.d").resolve(registry.host());
      Files.createDirectories(known);
      Files.copy(files.authority(), known.resolve("ca.crt"));

      assertThatThrownBy(() -> push(image, name, Caller.nobody()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("certificate");

      Files.copy(files.certificate(), known.resolve("client.cert"));
      Files.copy(files.key(), known.resolve("client.key"));
      push(image, name, Caller.nobody());
      forget(image);
      assertThat(pull(name, Caller.nobody()).image().id()).isEqualTo(image.id());
    }
  }
}
