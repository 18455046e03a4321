package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The files of {@code certs.d/<host>}: {@code *.crt} are authorities to trust beside the machine's,
 * {@code *.cert} with its {@code *.key} is what to show. Equal values mean the same trust.
 *
 * @param files with the time of their last change
 * @param none of the machine's either: for plain HTTP
 */
record Certificates(List<Dated> files, boolean none) {
  static final Certificates NONE = new Certificates(List.of(), true);

  record Dated(Path file, long modified) {}

  Certificates {
    files = List.copyOf(files);
  }

  /** Those of the first directory that has any for the host. */
  static Certificates find(List<Path> directories, String host) {
    for (Path directory : directories) {
      var place = directory.resolve(host);
      if (Files.isDirectory(place)) {
        return new Certificates(list(place), false);
      }
    }
    return new Certificates(List.of(), false);
  }

  private static List<Dated> list(Path place) {
    var files = new ArrayList<Dated>();
    try (Stream<Path> children = Files.list(place)) {
      for (Path file : children.sorted().toList()) {
        files.add(new Dated(file, Files.getLastModifiedTime(file).toMillis()));
      }
      return files;
    } catch (IOException e) {
      throw new JstackException("cannot read " + place + ": " + e.getMessage(), e);
    }
  }

  SSLContext context() {
    return none ? Trust.nobody() : Trust.of(authorities(), own(), key());
  }

  private List<Path> authorities() {
    return ending(".crt").toList();
  }

  private Optional<Path> own() {
    return ending(".cert").findFirst();
  }

  private Optional<Path> key() {
    return ending(".key").findFirst();
  }

  private Stream<Path> ending(String suffix) {
    return files.stream().map(Dated::file).filter(file -> file.toString().endsWith(suffix));
  }
}
