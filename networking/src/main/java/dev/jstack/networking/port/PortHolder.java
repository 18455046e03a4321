package dev.jstack.networking.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The process that has a port of the host, found as lsof(8) does. */
record PortHolder(long pid, String command) {
  private static final Path PROC = Path.of("/proc");

  /** Empty when the socket's process can't be seen. */
  static Optional<PortHolder> of(Protocol protocol, int port) {
    Set<String> links =
        SocketTable.own(protocol).rows().stream()
            .filter(row -> row.port() == port)
            .filter(row -> protocol == Protocol.UDP || row.listening())
            .map(row -> "socket:[" + row.inode() + "]") // as the descriptors link to it
            .collect(Collectors.toSet());
    return links.isEmpty() ? Optional.empty() : owner(links);
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
