package dev.jstack.runtime.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.layer.TarBytes;
import dev.jstack.runtime.registry.RegistryFront.Manifests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("root")
class PullTest {
  private static final Backoff QUICK = new Backoff(4, Duration.ofMillis(1), Duration.ofSeconds(2));

  @TempDir private Path folder;
  private RegistryFront front;
  private ImageStore store;
  private Registries registries;

  @BeforeEach
  void open() throws IOException {
    front = new RegistryFront();
    store = ImageStore.open(folder.resolve("state"), folder.resolve("run"));
    var mirrors = new Mirrors(folder.resolve("mirrors.json"));
    registries = new Registries(store, mirrors, List.of(), QUICK);
  }

  @AfterEach
  void close() {
    registries.close();
    store.close();
    front.close();
  }

  private ImageReference name(String rest) {
    return ImageReference.parse(front.host() + "/app" + rest);
  }

  private Pulled pull(String rest) {
    return registries.pull(name(rest), null, Caller.nobody(), LayerListener.none());
  }

  private static byte[] tar(String content) throws IOException {
    return new TarBytes().file("f", content).stream().readAllBytes();
  }

  /** Nothing of it compresses, so its blob is about as long. */
  private static byte[] largeTar() throws IOException {
    var random = new Random(3);
    var text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return tar(text.toString());
  }

  private void expectFailure(String message) {
    assertThatThrownBy(() -> pull(":1"))
        .isInstanceOf(JstackException.class)
        .hasMessageStartingWith("cannot pull " + front.host() + "/app:1: " + front.host() + ": ")
        .hasMessageContaining(message);
    assertThat(store.list()).isEmpty();
    assertThat(store.find(name(":1").toString())).isEmpty();
  }

  private long count(String request) {
    return front.requests.stream().filter(request::equals).count();
  }

  @Test
  void anImageComesWithItsLayersItsTagAndItsDigest() throws IOException {
    var served = front.image("1", tar("one"), tar("two"));

    var pulled = pull(":1");

    assertThat(pulled.fresh()).isTrue();
    assertThat(pulled.digest()).isEqualTo(served.digest());
    assertThat(pulled.image().id()).isEqualTo(served.id());
    assertThat(pulled.image().layers()).hasSize(2);
    assertThat(pulled.image().layers().getLast().directory().resolve("f")).hasContent("two");
    assertThat(store.names(served.id())).containsExactly(name(":1"));
    assertThat(store.digests(served.id())).containsExactly(name("@" + served.digest()));
    assertThat(store.find(front.host() + "/app@" + served.digest())).contains(pulled.image());
    assertThat(store.check()).isEmpty();
  }

  @Test
  void whatIsUpToDateCostsOneShortQuestion() throws IOException {
    front.image("1", tar("one"));
    pull(":1");
    front.requests.clear();

    assertThat(pull(":1").fresh()).isFalse();
    assertThat(front.requests).containsExactly("HEAD /v2/app/manifests/1");
  }

  @Test
  void aNewImageTakesTheTagAndOnlyItsNewLayersAreFetched() throws IOException {
    var old = front.image("1", tar("one"));
    pull(":1");
    var fresh = front.image("1", tar("one"), tar("two"));
    front.requests.clear();

    assertThat(pull(":1").image().id()).isEqualTo(fresh.id());
    assertThat(count("GET " + old.layers().getFirst())).isZero();
    assertThat(store.names(old.id())).isEmpty();
    assertThat(store.digests(old.id())).hasSize(1);
  }

  @Test
  void aPullByDigestMakesNoTagAndTheTagBesideItMeansNothing() throws IOException {
    var served = front.image("1", tar("one"));

    pull(":other@" + served.digest());

    assertThat(store.names(served.id())).isEmpty();
    assertThat(store.digests(served.id())).containsExactly(name("@" + served.digest()));
    front.requests.clear();
    assertThat(pull("@" + served.digest()).fresh()).isFalse();
    assertThat(front.requests).isEmpty();
  }

  @Test
  void theSameLayerTwiceIsFetchedOnce() throws IOException {
    var served = front.image("1", tar("one"), tar("one"));
    assertThat(pull(":1").image().layers()).hasSize(2);
    assertThat(count("GET " + served.layers().getFirst())).isEqualTo(1);
  }

  @Test
  void anIndexLeadsToTheImageOfThePlatform() throws IOException {
    var wanted = front.image("amd64", tar("one"));
    var other = front.image("other", tar("other"));
    byte[] index =
        RegistryFront.json(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                Descriptor.OCI_INDEX,
                "manifests",
                List.of(
                    entry(other, "unknown", "unknown"),
                    entry(other, "linux", "s390x"),
                    entry(wanted, "linux", Platform.current().architecture()))));
    front.manifest("1", Descriptor.OCI_INDEX, index);

    var pulled = pull(":1");

    assertThat(pulled.image().id()).isEqualTo(wanted.id());
    assertThat(pulled.digest()).isEqualTo(Digest.of(index));
    var sparc = Platform.parse("linux/sparc64");
    assertThatThrownBy(
            () -> registries.pull(name(":1"), sparc, Caller.nobody(), LayerListener.none()))
        .hasMessageContaining("no image for linux/sparc64");
  }

  @Test
  void anIndexMayLeadToAnother() throws IOException {
    var wanted = front.image("wanted", tar("one"));
    byte[] inner = index(entry(wanted, "linux", Platform.current().architecture()));
    front.manifest("inner", Descriptor.OCI_INDEX, inner);
    var place = new HashMap<>(RegistryFront.descriptor(Descriptor.OCI_INDEX, inner));
    place.put("platform", Map.of("os", "linux", "architecture", Platform.current().architecture()));
    byte[] outer = index(place);
    front.manifest("1", Descriptor.OCI_INDEX, outer);

    assertThat(pull(":1").image().id()).isEqualTo(wanted.id());
    assertThat(store.digests(wanted.id())).containsExactly(name("@" + Digest.of(outer)));
  }

  private static byte[] index(Map<String, Object> entry) {
    return RegistryFront.json(
        Map.of("schemaVersion", 2, "mediaType", Descriptor.OCI_INDEX, "manifests", List.of(entry)));
  }

  private static Map<String, Object> entry(Manifests image, String os, String architecture) {
    return Map.of(
        "mediaType",
        Descriptor.OCI_MANIFEST,
        "digest",
        image.digest().toString(),
        "size",
        image.manifest().length,
        "platform",
        Map.of("os", os, "architecture", architecture));
  }

  @Test
  void aCutDownloadGoesOnWhereItEnded() throws IOException {
    var served = front.image("1", largeTar());
    String layer = served.layers().getFirst();
    front.fail(layer, RegistryFront.cutAfter(60_000));

    pull(":1");

    assertThat(front.requests).anyMatch(request -> request.startsWith("GET " + layer + " bytes="));
    assertThat(store.check()).isEmpty();
  }

  @Test
  void aLaterPullGoesOnToo() throws IOException {
    var served = front.image("1", largeTar());
    String layer = served.layers().getFirst();
    front.fail(layer, RegistryFront.cutAfter(60_000));
    front.fail(layer, RegistryFront.status(404));
    expectFailure("status 404");
    front.requests.clear();

    pull(":1");

    assertThat(front.requests).noneMatch(("GET " + layer)::equals);
    assertThat(front.requests).anyMatch(request -> request.startsWith("GET " + layer + " bytes="));
    assertThat(store.check()).isEmpty();
  }

  @Test
  void aRegistryThatAnswersWithTheWholeIsListenedTo() throws IOException {
    var served = front.image("1", largeTar());
    String layer = served.layers().getFirst();
    front.fail(layer, RegistryFront.cutAfter(60_000));
    front.fail(
        layer,
        (exchange, right) -> {
          exchange.sendResponseHeaders(200, right.bytes().length);
          exchange.getResponseBody().write(right.bytes());
        });

    assertThat(pull(":1").fresh()).isTrue();
  }

  @Test
  void anAnswerFromAnotherPlaceIsRefused() throws IOException {
    var served = front.image("1", largeTar());
    String layer = served.layers().getFirst();
    front.fail(layer, RegistryFront.cutAfter(60_000));
    front.fail(layer, RegistryFront.status(206, "Content-Range", "bytes 5-9/10"));

    expectFailure("got \"bytes 5-9/10\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void whatMayPassIsTriedAgain(int status) throws IOException {
    front.image("1", tar("one"));
    front.fail("/v2/app/manifests/1", RegistryFront.status(status));
    assertThat(pull(":1").fresh()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void whatWillNotPassIsNotTriedAgain(int status) throws IOException {
    front.image("1", tar("one"));
    front.fail("/v2/app/manifests/1", RegistryFront.status(status));
    expectFailure("manifest \"1\": status " + status);
    assertThat(front.requests).filteredOn(request -> request.startsWith("GET")).hasSize(1);
  }

  @Test
  void theRegistrySaysHowLongToWait() throws IOException {
    front.image("1", tar("one"));
    front.fail("/v2/app/manifests/1", RegistryFront.status(429, "Retry-After", "1"));
    var begun = Instant.now();
    pull(":1");
    assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void aWaitThatIsTooLongIsAnError() throws IOException {
    front.image("1", tar("one"));
    front.fail("/v2/app/manifests/1", RegistryFront.status(429, "Retry-After", "3600"));
    expectFailure("status 429");
  }

  @Test
  void otherBytesThanTheDigestSaysAreRefused() throws IOException {
    var served = front.image("1", tar("one"));
    String layer = served.layers().getFirst();
    byte[] other = RegistryFront.gzip(tar("two"));
    front.fail(layer, RegistryFront.body(other));
    expectFailure("");
    assertThat(folder.resolve("state/content/ingest")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void aShorterOrLongerBlobIsRefused(int difference) throws IOException {
    var served = front.image("1", tar("one"));
    byte[] right = RegistryFront.gzip(tar("one"));
    front.fail(
        served.layers().getFirst(),
        RegistryFront.body(Arrays.copyOf(right, right.length + difference)));
    expectFailure("has " + (right.length + difference) + " bytes instead of " + right.length);
  }

  @Test
  void aLayerThatIsNotItsDiffIdIsRefused() throws IOException {
    var served = front.image("1", tar("one"));
    byte[] other = RegistryFront.gzip(tar("two"));
    String manifest =
        new String(served.manifest(), UTF_8)
            .replace(
                Digest.of(RegistryFront.gzip(tar("one"))).toString(), Digest.of(other).toString());
    front.blob(other);
    front.manifest("1", Descriptor.OCI_MANIFEST, manifest.getBytes(UTF_8));
    expectFailure("layer has the wrong content");
  }

  @Test
  void aConfigWithOtherLayersThanTheManifestIsRefused() throws IOException {
    var one = front.image("1", tar("one"));
    String text = new String(one.manifest(), UTF_8);
    String layer = text.replaceFirst("(?s).*\"layers\":\\[(\\{.*?\\})].*", "$1");
    byte[] two = text.replace(layer, layer + "," + layer).getBytes(UTF_8);
    front.manifest("1", Descriptor.OCI_MANIFEST, two);
    expectFailure("its config names 1 layers, its manifest 2");
  }

  @Test
  void aManifestOfAnotherDigestIsRefused() throws IOException {
    var served = front.image("1", tar("one"));
    var other = front.image("2", tar("two"));
    front.fail("/v2/app/manifests/" + served.digest(), RegistryFront.body(other.manifest()));
    assertThatThrownBy(() -> pull("@" + served.digest()))
        .hasMessageContaining("came with other content");
    assertThat(store.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schemaVersion\":1}",
        "{\"schemaVersion\":2,\"config\":{},\"layers\":[],\"manifests\":[]}",
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
            + "\"manifests\":[]}",
        "{\"schemaVersion\":2,\"a\":1,\"a\":2}",
        "{\"schemaVersion\":2,\"layers\":[],\"config\":{\"mediaType\":\"x\","
            + "\"digest\":\"sha256:../../x\",\"size\":1}}",
        "{\"schemaVersion\":2,\"layers\":[],\"config\":{\"mediaType\":\"x\",\"size\":-1,"
            + "\"digest\":\"sha256:"
            + "0000000000000000000000000000000000000000000000000000000000000000\"}}",
        "{\"schemaVersion\":2,\"layers\":[],\"config\":{\"mediaType\":\"x\","
            + "\"size\":99999999999999999999,\"digest\":\"sha256:"
            + "0000000000000000000000000000000000000000000000000000000000000000\"}}",
        "{\"schemaVersion\":2,\"layers\":[],\"config\":{\"mediaType\":\"x\",\"size\":1,"
            + "\"data\":\"AAAA\",\"digest\":\"sha256:"
            + "0000000000000000000000000000000000000000000000000000000000000000\"}}"
      })
  void aManifestThatIsNoneIsRefused(String json) {
    front.manifest("1", Descriptor.OCI_MANIFEST, json.getBytes(UTF_8));
    assertThatThrownBy(() -> pull(":1")).isInstanceOf(JstackException.class);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void deepAndLargeDocumentsAreRefused() {
    front.manifest("1", Descriptor.OCI_MANIFEST, "[".repeat(100_000).getBytes(UTF_8));
    assertThatThrownBy(() -> pull(":1")).isInstanceOf(JstackException.class);
    front.manifest("1", Descriptor.OCI_MANIFEST, new byte[(4 << 20) + 1]);
    expectFailure("answers with more than");
  }

  @Test
  void aRedirectToAnotherHostIsFollowedWithoutCredentials() throws IOException {
    try (var other = new RegistryFront()) {
      var served = front.image("1", tar("one"));
      other.image("1", tar("one"));
      String layer = served.layers().getFirst();
      var shown = new ArrayList<String>();
      other.fail(
          layer,
          (exchange, right) -> {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, right.bytes().length);
            exchange.getResponseBody().write(right.bytes());
          });
      front.fail(layer, RegistryFront.status(401, "WWW-Authenticate", "Basic realm=x"));
      front.fail(
          layer,
          (exchange, _) -> {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getResponseHeaders().add("Location", "http://" + other.host() + layer);
            exchange.sendResponseHeaders(307, -1);
          });

      registries.pull(name(":1"), null, caller("jo", "secret"), LayerListener.none());

      assertThat(shown).containsExactly("Basic am86c2VjcmV0", "null");
    }
  }

  private Caller caller(String user, String secret) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"username\":\"%s\",\"password\":\"%s\"}}}"
            .formatted(front.host(), user, secret));
    return new Caller(Map.of("DOCKER_CONFIG", folder.toString()));
  }

  @Test
  void aTokenIsFetchedForTheScopeAndUsedForTheRest() throws IOException {
    front.image("1", tar("one"));
    String realm = "http://" + front.host() + "/token";
    front.fail(
        "/v2/app/manifests/1",
        RegistryFront.status(
            401,
            "WWW-Authenticate",
            "Bearer realm=\"" + realm + "\",service=\"s\",scope=\"repository:app:pull\""));
    front.serve("/token", "application/json", "{\"token\":\"abc\"}".getBytes(UTF_8));
    var shown = new ArrayList<String>();
    front.fail(
        "/v2/app/manifests/1",
        (exchange, right) -> {
          shown.add(exchange.getRequestHeaders().getFirst("Authorization"));
          RegistryFront.body(right.bytes()).answer(exchange, right);
        });

    pull(":1");

    assertThat(shown).containsExactly("Bearer abc");
    assertThat(count("GET /token")).isEqualTo(1);
  }

  @Test
  void mirrorsAreAskedFirstAndTheErrorNamesEveryone() throws IOException {
    front.image("1", tar("one"));
    registries.mirrors().add("registry.invalid", "http://127.0.0.1:1");
    registries.mirrors().add("registry.invalid", "http://" + front.host());

    var name = ImageReference.parse("registry.invalid/app:1");
    var pulled = registries.pull(name, null, Caller.nobody(), LayerListener.none());

    assertThat(store.names(pulled.image().id())).containsExactly(name);
    var missing = ImageReference.parse("registry.invalid/app:2");
    assertThatThrownBy(() -> registries.pull(missing, null, Caller.nobody(), LayerListener.none()))
        .hasMessage(
            "cannot pull registry.invalid/app:2: http://127.0.0.1:1: connection refused; http://"
                + front.host()
                + ": manifest \"2\": status 404; https://registry.invalid: no such host");
  }

  @Test
  void plainHttpElsewhereIsRefused() throws IOException {
    var served = front.image("1", tar("one"));
    front.fail(
        served.layers().getFirst(),
        RegistryFront.status(302, "Location", "http://registry.invalid/blob"));
    expectFailure("refusing plain HTTP to \"registry.invalid\"");
  }

  @Test
  void aRefreshTokenIsExchangedForOneOfTheScope() throws IOException {
    front.image("1", tar("one"));
    front.fail("/v2/app/manifests/1", RegistryFront.status(401, "WWW-Authenticate", bearer()));
    var asked = new ArrayList<String>();
    front.fail(
        "/token",
        (exchange, _) -> {
          asked.add(exchange.getRequestMethod());
          asked.addAll(
              List.of(new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&", -1)));
          RegistryFront.body("{\"access_token\":\"abc\"}".getBytes(UTF_8))
              .answer(exchange, new RegistryFront.Served("application/json", new byte[0]));
        });
    var shown = new ArrayList<String>();
    front.fail("/v2/app/manifests/1", showing(shown));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"identitytoken\":\"a+b/c=\"}}}".formatted(front.host()));
    var caller = new Caller(Map.of("DOCKER_CONFIG", folder.toString()));

    registries.pull(name(":1"), null, caller, LayerListener.none());

    assertThat(asked)
        .contains(
            "POST",
            "grant_type=refresh_token",
            "service=s",
            "scope=repository%3Aapp%3Apull",
            "refresh_token=a%2Bb%2Fc%3D");
    assertThat(shown).containsExactly("Bearer abc");
  }

  private String bearer() {
    return "Bearer realm=\"http://" + front.host() + "/token\",service=\"s\"";
  }

  private static RegistryFront.Fault showing(List<String> shown) {
    return (exchange, right) -> {
      shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      RegistryFront.body(right.bytes()).answer(exchange, right);
    };
  }

  @Test
  void aTokenOfTooLittleScopeIsReplacedOnce() throws IOException {
    front.image("1", tar("one"));
    front.serve("/token", "application/json", "{\"token\":\"abc\"}".getBytes(UTF_8));
    String more = ",scope=\"repository:app:pull,push\",error=\"insufficient_scope\"";
    front.fail("/v2/app/manifests/1", RegistryFront.status(401, "WWW-Authenticate", bearer()));
    front.fail(
        "/v2/app/manifests/1", RegistryFront.status(401, "WWW-Authenticate", bearer() + more));

    assertThat(pull(":1").fresh()).isTrue();
    assertThat(count("GET /token")).isEqualTo(2);

    front.image("2", tar("two"));
    front.always(
        "GET", "/v2/app/manifests/2", RegistryFront.status(401, "WWW-Authenticate", bearer()));
    assertThatThrownBy(() -> pull(":2")).hasMessageContaining("authentication required");
  }

  @Test
  void twoPullsAtOnceShareADownload() throws Exception {
    var served = front.image("1", largeTar());
    front.image("2", largeTar(), tar("two"));
    String layer = served.layers().getFirst();
    var both = new CountDownLatch(2);
    front.fail(
        layer,
        (exchange, right) -> {
          try {
            assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.sendResponseHeaders(200, right.bytes().length);
          exchange.getResponseBody().write(right.bytes());
        });
    LayerListener arrival =
        (id, text, _, _) -> {
          if (text.equals("Pulling fs layer") && layer.contains(id)) {
            both.countDown();
          }
        };

    var one = CompletableFuture.supplyAsync(() -> pull(":1", arrival));
    var two = CompletableFuture.supplyAsync(() -> pull(":2", arrival));

    assertThat(one.get().image().layers().getFirst())
        .isEqualTo(two.get().image().layers().getFirst());
    assertThat(count("GET " + layer)).isEqualTo(1);
    assertThat(store.check()).isEmpty();
  }

  private Pulled pull(String rest, LayerListener listener) {
    return registries.pull(name(rest), null, Caller.nobody(), listener);
  }

  @Test
  void aProxyIsShownItsPassword() throws Exception {
    try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var heard = CompletableFuture.supplyAsync(() -> refuseOne(proxy));
      String address = "http://jo:p%40ss@127.0.0.1:" + proxy.getLocalPort();
      var caller = new Caller(Map.of("HTTPS_PROXY", address));

      assertThatThrownBy(() ->
              registries.pull(
                  ImageReference.parse("registry.invalid/app:1"),
                  null,
                  caller,
                  LayerListener.none()))
          .hasMessageNotContaining("p%40ss");

      assertThat(heard.get())
          .startsWith("CONNECT registry.invalid:443 HTTP/1.1")
          .contains("Proxy-Authorization: Basic am86cEBzcw==");
    }
  }

  private static String refuseOne(ServerSocket proxy) {
    try (var socket = proxy.accept()) {
      proxy.close(); // the next attempts are refused at once
      var heard = new StringBuilder();
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        heard.append(line).append('\n');
      }
      socket
          .getOutputStream()
          .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
      return heard.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
