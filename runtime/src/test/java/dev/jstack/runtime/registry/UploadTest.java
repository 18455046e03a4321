package dev.jstack.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.layer.TarBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads to a registry that has wishes, and one that loses bytes (distribution-spec, Push). */
@Tag("root")
class UploadTest {
  private static final int PIECE = 16 << 20;

  @TempDir private Path folder;
  private RegistryFront front;
  private ImageStore store;
  private Registries registries;
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
  private final List<String> ranges = new ArrayList<>();
  private final List<String> stored = new ArrayList<>();
  private String least = "0";

  @BeforeEach
  void open() throws IOException {
    front = new RegistryFront();
    store = ImageStore.open(folder.resolve("state"), folder.resolve("run"));
    var quick = new Backoff(3, Duration.ofMillis(1), Duration.ofSeconds(2));
    var mirrors = new Mirrors(folder.resolve("mirrors.json"));
    registries = new Registries(store, mirrors, List.of(), quick);
    front.always("POST", "/v2/app/blobs/uploads/", (exchange, _) -> begin(exchange));
    front.always("PATCH", "/up", (exchange, _) -> append(exchange));
    front.always("GET", "/up", (exchange, _) -> tell(exchange, 204));
    front.always("PUT", "/up", (exchange, _) -> finish(exchange));
    front.always("DELETE", "/up", RegistryFront.status(204));
    front.always("PUT", "/v2/app/manifests/1", RegistryFront.status(201));
  }

  @AfterEach
  void close() {
    registries.close();
    store.close();
    front.close();
  }

  private synchronized void begin(HttpExchange exchange) throws IOException {
    arrived.reset();
    exchange.getResponseHeaders().add("OCI-Chunk-Min-Length", least);
    exchange.getResponseHeaders().add("Location", "/up?state=begun");
    exchange.sendResponseHeaders(202, -1);
  }

  private synchronized void append(HttpExchange exchange) throws IOException {
    ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Range")));
    arrived.write(exchange.getRequestBody().readAllBytes());
    tell(exchange, 202);
  }

  /** The place changes with each answer, as registries sign their state into it. */
  private synchronized void tell(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().add("Location", "/up?state=" + arrived.size());
    exchange.getResponseHeaders().add("Range", "0-" + (arrived.size() - 1));
    exchange.sendResponseHeaders(status, -1);
  }

  private synchronized void finish(HttpExchange exchange) throws IOException {
    arrived.write(exchange.getRequestBody().readAllBytes());
    var digest = Digest.of(arrived.toByteArray()).toString();
    boolean right = exchange.getRequestURI().getQuery().endsWith("&digest=" + digest);
    stored.add(digest);
    exchange.sendResponseHeaders(right ? 201 : 400, -1);
  }

  private StoredImage image(int bytes) throws IOException {
    var text = new StringBuilder();
    new Random(5).ints(bytes, '!', '~').forEach(c -> text.append((char) c));
    var layer = store.layers().unpack(new TarBytes().file("f", text.toString()).stream());
    var config =
        ImageConfig.scratch(Platform.current()).withLayers(List.of(layer.diffId()), List.of());
    return store.commit(config, List.of(name()));
  }

  private ImageReference name() {
    return ImageReference.parse(front.host() + "/app:1");
  }

  private void push(StoredImage image) {
    var _ = registries.push(image, name(), Caller.nobody(), LayerListener.none());
  }

  private long count(String request) {
    return front.requests.stream().filter(request::equals).count();
  }

  @Test
  void allGoesAtOnceUnlessPiecesAreWanted() throws IOException {
    var image = image(1000);

    push(image);

    assertThat(ranges).containsExactly("null");
    assertThat(stored).hasSize(2).contains(image.id().toString());
    assertThat(count("DELETE /up")).isZero();
  }

  @Test
  void aRegistryGetsPiecesOfTheLengthItWants() throws IOException {
    least = String.valueOf(PIECE + 1000);
    var image = image(24 << 20);

    push(image);

    assertThat(ranges).hasSize(2);
    assertThat(ranges.getFirst()).isEqualTo("0-" + (PIECE + 999));
    assertThat(ranges.getLast()).startsWith((PIECE + 1000) + "-");
    assertThat(stored).hasSize(2);
    assertThat(count("DELETE /up")).as("the session that could have no pieces").isEqualTo(1);
  }

  @Test
  void bytesThatGotLostAreSentAgain() throws IOException {
    least = "1";
    var image = image(24 << 20);
    front.fail("/up", (exchange, _) -> append(exchange)); // not of this session: given up
    front.fail(
        "/up",
        (exchange, _) -> {
          append(exchange);
          byte[] half = Arrays.copyOf(arrived.toByteArray(), PIECE / 2);
          arrived.reset();
          arrived.write(half);
        });
    front.fail("/up", RegistryFront.status(416));

    push(image);

    assertThat(ranges.get(2)).startsWith((PIECE / 2) + "-");
    assertThat(count("GET /up")).isEqualTo(1);
    assertThat(stored).hasSize(2);
  }

  @Test
  void aRegistryThatRefusesWhatItAsksForIsAnError() throws IOException {
    least = "1";
    var image = image(1000);
    front.always("PATCH", "/up", RegistryFront.status(416));
    arrived.reset();
    front.always("GET", "/up", RegistryFront.status(204, "Range", "bytes=0-0"));

    assertThatThrownBy(() -> push(image))
        .hasMessageContaining("the registry refuses the bytes from 1 on");
  }

  @Test
  void anUploadThatFailsIsGivenUp() throws IOException {
    var image = image(1000);
    front.always("PUT", "/up", RegistryFront.status(403));

    assertThatThrownBy(() -> push(image)).hasMessageContaining("upload: status 403");

    assertThat(count("DELETE /up")).isEqualTo(1);
    assertThat(count("PUT /v2/app/manifests/1")).isZero();
  }

  @Test
  void aRegistryThatIsBusyIsAskedAgain() throws IOException {
    var image = image(1000);
    front.fail("/v2/app/blobs/uploads/", RegistryFront.status(429, "Retry-After", "0"));
    front.fail("/v2/app/manifests/1", RegistryFront.status(503));

    push(image);

    assertThat(count("PUT /v2/app/manifests/1")).isEqualTo(2);
    assertThat(count("POST /v2/app/blobs/uploads/")).isEqualTo(3);
    assertThat(stored).hasSize(2);
  }
}
