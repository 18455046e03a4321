package dev.jstack.networking.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The bound TCP or UDP sockets of a network namespace, as proc_net(5) lists them. */
public record SocketTable(List<Row> rows) {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  /**
   * @param port of the local end
   * @param listening whether a TCP socket waits for connections there
   * @param inode that links in {@code /proc/PID/fd} name
   */
  public record Row(int port, boolean listening, String inode) {
    private static Stream<Row> of(String line) {
      var fields = line.strip().split("\\s+", -1);
      int colon = fields.length > 9 ? fields[1].indexOf(':') : -1;
      return colon < 0
          ? Stream.empty()
          : Stream.of(
              new Row(
                  Integer.parseInt(fields[1].substring(colon + 1), 16),
                  fields[3].equals(LISTENING),
                  fields[9]));
    }
  }

  public SocketTable {
    rows = List.copyOf(rows);
  }

  /** Those of IPv4 and IPv6 that the process sees; none once it has ended. */
  public static SocketTable of(long pid, Protocol protocol) {
    return of(PROC.resolve(Long.toString(pid)), protocol);
  }

  /** Those that this thread sees. */
  static SocketTable own(Protocol protocol) {
    return of(PROC.resolve("thread-self"), protocol);
  }

  private static SocketTable of(Path process, Protocol protocol) {
    var rows =
        Stream.of(protocol.toString(), protocol + "6")
            .flatMap(table -> lines(process.resolve("net").resolve(table)))
            .flatMap(Row::of);
    return new SocketTable(rows.toList());
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table, StandardCharsets.US_ASCII).stream().skip(1);
    } catch (IOException e) {
      return Stream.empty(); // no such protocol on this machine, or no such process any more
    }
  }
}
