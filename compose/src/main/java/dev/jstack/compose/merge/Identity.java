package dev.jstack.compose.merge;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes two items of a list the same, so that the later one takes the earlier one's place. */
final class Identity {
  /** Lists of strings in which a word may come twice. */
  private static final Set<String> FREE = Set.of("command", "entrypoint", "test", "group_add");

  /** Lists of {@code NAME=VALUE}, while they are as they were written. */
  private static final Set<String> NAMED =
      Set.of("environment", "labels", "annotations", "args", "sysctls");

  private Identity() {}

  /** Empty for an item that is always appended. */
  static Optional<String> of(String path, Node item) {
    String list = path.substring(path.lastIndexOf('.') + 1);
    return switch (item) {
      case Scalar scalar when !FREE.contains(list) && !path.contains("x-") ->
          Optional.of(NAMED.contains(list) ? scalar.text().split("=", 2)[0] : scalar.text());
      case Mapping mapping -> Optional.ofNullable(key(list, mapping));
      default -> Optional.empty();
    };
  }

  /** Whether two items that are the same are merged instead of replaced. */
  static boolean isMergedByKey(String path) {
    return path.endsWith("ipam.config");
  }

  private static @Nullable String key(String list, Mapping item) {
    return switch (list) {
      case "ports" ->
          item.text("host_ip")
              + ":"
              + item.text("published")
              + ":"
              + item.text("target")
              + "/"
              + item.text("protocol");
      case "volumes", "devices" -> item.text("target");
      case "secrets" -> target(item, "/run/secrets/");
      case "configs" -> target(item, "/");
      case "env_file" -> item.text("path");
      case "config" -> item.text("subnet");
      default -> null;
    };
  }

  private static String target(Mapping grant, String directory) {
    String target = grant.text("target");
    String path = target == null ? String.valueOf(grant.text("source")) : target;
    return path.startsWith("/") ? path : directory + path;
  }
}
