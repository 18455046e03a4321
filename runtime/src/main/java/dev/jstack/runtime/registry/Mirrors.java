package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which registries are asked in the place of another: a file of the state directory. */
public final class Mirrors {
  private final Path file;

  /** The file need not be there. */
  public Mirrors(Path file) {
    this.file = file;
  }

  record Stored(Map<String, List<String>> mirrors) {}

  /** Registry to its mirrors, in the order in which they are asked. */
  public synchronized Map<String, List<String>> list() {
    try {
      var stored = Json.read(Files.readAllBytes(file), Stored.class, file.toString());
      return new TreeMap<>(stored.mirrors());
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    } catch (IOException e) {
      throw new JstackException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Where the images of a registry are looked for before it is asked itself. */
  List<Endpoint> of(String registry) {
    return list().getOrDefault(registry, List.of()).stream().map(Endpoint::parse).toList();
  }

  /** Adds one after those there are; once is enough. */
  public synchronized void add(String registry, String mirror) {
    var all = list();
    var mirrors = new ArrayList<>(all.getOrDefault(registry, List.of()));
    String text = Endpoint.parse(mirror).toString();
    if (!mirrors.contains(text)) {
      mirrors.add(text);
      all.put(Endpoint.parse(registry).host(), mirrors);
      save(all);
    }
  }

  /** Removes one that is there. */
  public synchronized void remove(String registry, String mirror) {
    var all = list();
    var mirrors = new ArrayList<>(all.getOrDefault(registry, List.of()));
    if (!mirrors.remove(Endpoint.parse(mirror).toString())) {
      throw new JstackException("no such mirror of " + registry + ": " + mirror);
    }
    if (mirrors.isEmpty()) {
      all.remove(registry);
    } else {
      all.put(registry, mirrors);
    }
    save(all);
  }

  private void save(Map<String, List<String>> all) {
    Durable.write(file, Json.pretty(new Stored(all)).getBytes(StandardCharsets.UTF_8));
  }
}
