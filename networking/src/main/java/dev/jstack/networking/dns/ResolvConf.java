package dev.jstack.networking.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a resolv.conf(5) says. */
public record ResolvConf(List<String> servers, List<String> search, List<String> options) {
  public ResolvConf {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
    options = List.copyOf(options);
  }

  /** Reads the file; none is like an empty one. */
  public static ResolvConf read(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return parse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ResolvConf parse(String text) {
    var servers = new ArrayList<String>();
    var options = new ArrayList<String>();
    List<String> search = List.of();
    for (var line : text.lines().map(String::strip).toList()) {
      var words = List.of(line.split("\\s+"));
      var values = words.subList(1, words.size());
      switch (words.getFirst()) {
        case "nameserver" -> servers.addAll(values.stream().limit(1).toList());
        case "search", "domain" -> search = values;
        case "options" -> options.addAll(values);
        default -> {}
      }
    }
    return new ResolvConf(servers, search, options);
  }

  /** As a file. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    servers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
    if (!search.isEmpty()) {
      text.append("search ").append(String.join(" ", search)).append('\n');
    }
    if (!options.isEmpty()) {
      text.append("options ").append(String.join(" ", options)).append('\n');
    }
    return text.toString();
  }
}
