package counter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The page: every visit to {@code /} is counted in the store; {@code /health} counts nothing. */
public final class Web {
  private static final int PORT = 8080;

  private Web() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("probe")) {
      System.exit(Probe.check("http://127.0.0.1:" + PORT + "/health"));
    }
    var server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.createContext("/", Web::visit);
    server.createContext("/health", exchange -> answer(exchange, 200, "fine"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
    server.start();
    System.out.println("web: serving on port " + PORT);
  }

  private static void visit(HttpExchange exchange) throws IOException {
    try {
      String count = fetch(System.getenv("STORE") + "/increment");
      System.out.println("web: visitor " + count);
      answer(exchange, 200, System.getenv("GREETING") + ", you are visitor number " + count + ".");
    } catch (IOException e) {
      answer(exchange, 503, "the store does not answer: " + e.getMessage());
    }
  }

  private static String fetch(String address) throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setConnectTimeout(2000);
    connection.setReadTimeout(2000);
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
