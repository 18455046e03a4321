package dev.jstack.compose.verify;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Looks for the files that services bind. Where Docker makes a directory of a missing file, the
 * program in the container finds a directory in place of its configuration.
 */
public final class BindSources {
  private BindSources() {}

  /**
   * Checks the services that are about to be started, and what they depend on.
   *
   * @param services all if empty
   * @throws dev.jstack.runtime.SourceException if a source that is a file, or is not to be made, is
   *     missing
   */
  public static void check(Mapping model, Collection<String> services) {
    Problems problems = new Problems();
    Set<String> all = new LinkedHashSet<>();
    Mapping defined = model.mapping("services");
    (services.isEmpty() ? defined.keys() : services).forEach(name -> add(name, defined, all));
    for (String name : all) {
      for (Node node : model.mapping("services").mapping(name).sequence("volumes").items()) {
        if (node instanceof Mapping mount && "bind".equals(mount.text("type"))) {
          check(name, mount, problems);
        }
      }
    }
    problems.check();
  }

  private static void add(String name, Mapping services, Set<String> into) {
    if (into.add(name)) {
      services
          .mapping(name)
          .mapping("depends_on")
          .keys()
          .forEach(needed -> add(needed, services, into));
    }
  }

  private static void check(String service, Mapping mount, Problems problems) {
    Path source = Path.of(String.valueOf(mount.text("source")));
    boolean made = mount.mapping("bind").isTrue("create_host_path");
    boolean file = isFile(source) || isFile(Path.of(String.valueOf(mount.text("target"))));
    if (Files.exists(source) || (made && !file)) {
      return;
    }
    problems.error(
        Code.NO_BIND_SOURCE,
        mount.location(),
        "services."
            + service
            + ".volumes: "
            + source
            + " does not exist"
            + (made ? ", and a directory in its place would help nobody" : ""),
        "create it first" + (made ? ", or mkdir it if it is to be a directory" : ""));
  }

  /** By the looks of its name: {@code nginx.conf}, but neither {@code conf.d} nor {@code .ssh}. */
  private static boolean isFile(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.lastIndexOf('.') > 0 && !name.endsWith(".d");
  }
}
