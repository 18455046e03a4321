package counter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps one number in a file: {@code migrate} makes the file, {@code serve} counts it up. */
public final class Store {
  private static final Path DATA = Path.of("/data/count");
  private static final int PORT = 7000;

  private Store() {}

  public static void main(String[] arguments) throws IOException {
    switch (arguments.length == 0 ? "serve" : arguments[0]) {
      case "migrate" -> migrate();
      case "probe" -> System.exit(Probe.check("http://127.0.0.1:" + PORT + "/"));
      default -> serve();
    }
  }

  private static void migrate() throws IOException {
    if (Files.exists(DATA)) {
      System.out.println("migrate: nothing to do, count is " + read());
      return;
    }
    write(0);
    System.out.println("migrate: made " + DATA);
  }

  private static void serve() throws IOException {
    System.out.println("store: serving on port " + PORT + ", count is " + read());
    var server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.createContext("/", exchange -> answer(exchange, read()));
    server.createContext("/increment", exchange -> answer(exchange, increment()));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(0);
                  System.out.println("store: stopped");
                }));
    server.start();
  }

  private static synchronized long increment() throws IOException {
    long next = read() + 1;
    write(next);
    return next;
  }

  private static synchronized long read() throws IOException {
    return Long.parseLong(Files.readString(DATA).strip());
  }

  private static void write(long count) throws IOException {
    Path next = DATA.resolveSibling("count.next");
    Files.writeString(next, count + "\n");
    Files.move(next, DATA, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void answer(HttpExchange exchange, long count) throws IOException {
    byte[] body = (count + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
