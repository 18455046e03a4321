import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/** Adds amounts up. */
public final class Ledger {
  public static void main(String[] arguments) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(8080), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/health", exchange -> answer(exchange, 200, "UP\n"));
    server.createContext("/", Ledger::handle);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(1)));
    server.start();
    System.out.println("ledger is open");
  }

  private static Connection connect() throws IOException, SQLException {
    String password = Files.readString(Path.of("/run/secrets/db")).strip();
    return DriverManager.getConnection(System.getenv("JDBC_URL") + "&password=" + password);
  }

  private static void handle(HttpExchange exchange) throws IOException {
    try (var connection = connect()) {
      if (exchange.getRequestMethod().equals("POST")) {
        long amount = Long.parseLong(new String(exchange.getRequestBody().readAllBytes()).strip());
        try (var insert = connection.prepareStatement("insert into entries (amount) values (?)")) {
          insert.setLong(1, amount);
          insert.executeUpdate();
        }
      }
      try (var query = connection.createStatement();
          var sum = query.executeQuery("select coalesce(sum(amount), 0) from entries")) {
        sum.next();
        answer(exchange, 200, "balance " + sum.getLong(1) + "\n");
      }
    } catch (SQLException e) {
      answer(exchange, 500, e.getMessage() + "\n");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
