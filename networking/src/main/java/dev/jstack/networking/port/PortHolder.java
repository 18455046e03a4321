package dev.jstack.networking.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The process that has a port of the host, found as lsof(8) does. */
record PortHolder(long pid, String command) {
  private static final String LISTENING = "0A";
  private static final Path PROC = Path.of("/proc");

  /** Empty when the socket's process can't be seen. */
  static Optional<PortHolder> of(Protocol protocol, int port) {
    var links = new HashSet<String>();
    for (var table : List.of(protocol.toString(), protocol + "6")) {
      links.addAll(sockets(PROC.resolve("thread-self/net/" + table), protocol, port));
    }
    return links.isEmpty() ? Optional.empty() : owner(links);
  }

  /** What the descriptors of such sockets link to: {@code socket:[12345]} (proc_net(5)). */
  private static Set<String> sockets(Path table, Protocol protocol, int port) {
    var found = new HashSet<String>();
    try {
      for (var line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
        var fields = line.strip().split("\\s+", -1);
        if (fields.length > 9
            && fields[1].endsWith(":%04X".formatted(port))
            && (protocol == Protocol.UDP || fields[3].equals(LISTENING))) {
          found.add("socket:[" + fields[9] + "]");
        }
      }
    } catch (IOException e) {
      // no such protocol on this machine
    }
    return found;
  }

  private static Optional<PortHolder> owner(Set<String> links) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : processes) {
        if (holds(process, links)) {
          long pid = Long.parseLong(process.getFileName().toString());
          return Optional.of(new PortHolder(pid, command(process)));
        }
      }
    } catch (IOException e) {
      // nobody to name
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> links) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var descriptor : descriptors) {
        if (links.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // it ended meanwhile
    }
    return false;
  }

  private static String command(Path process) throws IOException {
    return Files.readString(process.resolve("comm"), StandardCharsets.UTF_8).strip();
  }

  /** {@code nginx (pid 1234)}. */
  @Override
  public String toString() {
    return command + " (pid " + pid + ")";
  }
}
