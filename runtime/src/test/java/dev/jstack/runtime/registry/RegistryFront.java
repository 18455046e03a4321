package dev.jstack.runtime.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A registry on loopback that can be told to go wrong, once for each fault. */
final class RegistryFront implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Served> content = new HashMap<>();
  private final Map<String, Queue<Fault>> faults = new HashMap<>();
  private final Map<String, Fault> rules = new HashMap<>();
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** What goes wrong; the exchange is closed after it. */
  interface Fault {
    void answer(HttpExchange exchange, Served right) throws IOException;
  }

  /** One document. */
  @SuppressWarnings("ArrayRecordComponent")
  record Served(String type, byte[] bytes) {}

  RegistryFront() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.createContext("/", this::handle);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void serve(String path, String type, byte[] bytes) {
    content.put(path, new Served(type, bytes));
  }

  /** The next request of the path goes wrong. */
  void fail(String path, Fault fault) {
    faults.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(fault);
  }

  /** All requests of a method below a path are answered so. */
  void always(String method, String path, Fault rule) {
    rules.put(method + " " + path, rule);
  }

  private @Nullable Fault rule(String request) {
    return rules.entrySet().stream()
        .filter(rule -> request.startsWith(rule.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  static Fault status(int status, String... headers) {
    return (exchange, _) -> {
      exchange.getRequestBody().readAllBytes(); // an answer before the end may not arrive
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Promises all and sends a part. */
  static Fault cutAfter(int bytes) {
    return (exchange, right) -> {
      exchange.sendResponseHeaders(200, right.bytes().length);
      exchange.getResponseBody().write(right.bytes(), 0, bytes);
      exchange.getResponseBody().flush();
      throw new IOException("cut");
    };
  }

  static Fault body(byte[] other) {
    return (exchange, right) -> {
      exchange.getResponseHeaders().add("Content-Type", right.type());
      exchange.sendResponseHeaders(200, other.length);
      exchange.getResponseBody().write(other);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(exchange.getRequestMethod() + " " + path + (range == null ? "" : " " + range));
    try (exchange) {
      var right = content.getOrDefault(path, new Served("", new byte[0]));
      Fault fault;
      synchronized (faults) {
        fault = faults.getOrDefault(path, new ArrayDeque<>()).poll();
      }
      if (fault == null) {
        fault = rule(exchange.getRequestMethod() + " " + path);
      }
      if (fault != null) {
        fault.answer(exchange, right);
      } else if (content.containsKey(path)) {
        answer(exchange, right, range);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void answer(HttpExchange exchange, Served right, String range) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().add("Content-Type", right.type());
    if (right.type().contains("manifest") || right.type().contains("index")) {
      exchange
          .getResponseHeaders()
          .add("Docker-Content-Digest", Digest.of(right.bytes()).toString());
    }
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    int length = right.bytes().length - from;
    if (range != null) {
      String answered =
          "bytes " + from + "-" + (right.bytes().length - 1) + "/" + right.bytes().length;
      exchange.getResponseHeaders().add("Content-Range", answered);
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, head ? -1 : length);
    if (!head) {
      exchange.getResponseBody().write(right.bytes(), from, length);
    }
  }

  /** An image of the repository {@code app}: its layers' tars as gzip, a config, a manifest. */
  Manifests image(String tag, byte[]... tars) throws IOException {
    var diffIds = new ArrayList<String>();
    var layers = new ArrayList<Map<String, Object>>();
    var blobs = new ArrayList<String>();
    for (byte[] tar : tars) {
      diffIds.add(Digest.of(tar).toString());
      byte[] blob = gzip(tar);
      layers.add(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", blob));
      blobs.add(blob(blob));
    }
    byte[] config =
        json(
            Map.of(
                "architecture",
                "amd64",
                "os",
                "linux",
                "config",
                Map.of(),
                "rootfs",
                Map.of("type", "layers", "diff_ids", diffIds)));
    String configPath = blob(config);
    byte[] manifest =
        json(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                Descriptor.OCI_MANIFEST,
                "config",
                descriptor(Descriptor.OCI_CONFIG, config),
                "layers",
                layers));
    manifest(tag, Descriptor.OCI_MANIFEST, manifest);
    return new Manifests(manifest, Digest.of(manifest), Digest.of(config), configPath, blobs);
  }

  /** What was made of an image: its manifest, and the paths of its blobs. */
  @SuppressWarnings("ArrayRecordComponent")
  record Manifests(byte[] manifest, Digest digest, Digest id, String config, List<String> layers) {}

  void manifest(String tag, String type, byte[] json) {
    serve("/v2/app/manifests/" + tag, type, json);
    serve("/v2/app/manifests/" + Digest.of(json), type, json);
  }

  String blob(byte[] bytes) {
    String path = "/v2/app/blobs/" + Digest.of(bytes);
    serve(path, "application/octet-stream", bytes);
    return path;
  }

  static Map<String, Object> descriptor(String type, byte[] bytes) {
    return Map.of("mediaType", type, "digest", Digest.of(bytes).toString(), "size", bytes.length);
  }

  static byte[] json(Map<String, ?> value) {
    return Json.write(value).getBytes(UTF_8);
  }

  static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
