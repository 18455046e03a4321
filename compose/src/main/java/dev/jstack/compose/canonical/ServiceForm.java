package dev.jstack.compose.canonical;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.ShellWords;
import dev.jstack.compose.yaml.Directive;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The canonical form of a service. */
final class ServiceForm {
  private static final List<String> LISTS = List.of("dns", "dns_search", "tmpfs", "label_file");

  /** Keys that say nothing when they are empty or zero. */
  private static final List<String> OPEN =
      List.of("image", "user", "network_mode", "mem_limit", "pids_limit");

  private final LocalPaths paths;
  private final Dicts dicts;
  private final Problems problems;
  private final PortForm ports;
  private final MountForm mounts;
  private final BuildForm builds;
  private final GrantForm grants;
  private final GpuForm gpus;

  ServiceForm(LocalPaths paths, Dicts dicts, Problems problems) {
    this.paths = paths;
    this.dicts = dicts;
    this.problems = problems;
    this.ports = new PortForm(problems);
    this.mounts = new MountForm(paths, dicts, problems);
    this.grants = new GrantForm();
    this.gpus = new GpuForm(problems);
    this.builds = new BuildForm(paths, dicts, grants, problems);
  }

  Mapping of(String path, Mapping service) {
    Mapping result = dicts.at(service, path, "environment", "labels", "annotations", "sysctls");
    result = Items.stated(result, "restart");
    for (String key : OPEN) {
      result = saysNothing(result.text(key)) ? result.without(key) : result;
    }
    for (String key : LISTS) {
      result = value(result, key, Dicts::list);
    }
    result = value(result, "command", node -> words(node, path + ".command"));
    result = value(result, "entrypoint", node -> words(node, path + ".entrypoint"));
    result = value(result, "healthcheck", node -> healthcheck(node, path + ".healthcheck"));
    result = value(result, "build", node -> builds.of(path + ".build", node));
    result = value(result, "depends_on", ServiceForm::dependencies);
    result = value(result, "networks", ServiceForm::attachments);
    result = value(result, "env_file", node -> envFiles(paths, node));
    result = value(result, "label_file", node -> Items.map(node, this::path));
    result = value(result, "extends", node -> extension(paths, node));
    result = value(result, "extra_hosts", node -> HostForm.of(path, node, problems));
    result = value(result, "pull_policy", ServiceForm::pullPolicy);
    result = value(result, "gpus", node -> gpus.gpus(path + ".gpus", node));
    result = value(result, "deploy", node -> deploy(path + ".deploy", (Mapping) node));
    result = value(result, "models", ServiceForm::models);
    result = items(result, "ports", path, ports::of);
    result = items(result, "volumes", path, mounts::of);
    result = items(result, "devices", path, MountForm::device);
    result = items(result, "configs", path, (_, node) -> List.of(grants.config(node)));
    result = items(result, "secrets", path, (_, node) -> List.of(grants.secret(node)));
    result = value(result, "expose", node -> ports.exposed(path, node));
    result = value(result, "develop", node -> develop(node, path));
    result = items(result, "post_start", path, (p, node) -> List.of(hook(node, p)));
    result = items(result, "pre_stop", path, (p, node) -> List.of(hook(node, p)));
    return items(result, "pre_start", path, (p, node) -> List.of(hook(node, p)));
  }

  private static boolean saysNothing(@Nullable String text) {
    return text != null && (text.isEmpty() || text.equals("0"));
  }

  /** Replaces the value at a key, unless there is none or it is tagged {@code !reset}. */
  static Mapping value(Mapping owner, String key, UnaryOperator<Node> form) {
    Node node = owner.get(key);
    return node == null || node.directive() == Directive.RESET
        ? owner
        : owner.with(key, form.apply(node).with(node.directive()));
  }

  /** Replaces each item of the list at a key by any number of others. */
  private static Mapping items(
      Mapping owner, String key, String path, BiFunction<String, Node, List<? extends Node>> form) {
    return value(owner, key, node -> Items.flat(node, path + "." + key, form));
  }

  private Scalar path(Scalar scalar) {
    return scalar.withValue(paths.absolute(scalar.text()));
  }

  private Node words(Node node, String path) {
    if (!(node instanceof Scalar scalar) || scalar.isNull()) {
      return node;
    }
    try {
      List<Scalar> words = new ArrayList<>();
      ShellWords.split(scalar.text()).forEach(word -> words.add(Scalar.at(scalar, word)));
      return Sequence.at(scalar, words);
    } catch (JstackException e) {
      problems.failure(Code.COMMAND, scalar.location(), path, e);
      return Scalar.at(scalar, null);
    }
  }

  private Node healthcheck(Node node, String path) {
    Mapping probe =
        value(
            (Mapping) node,
            "test",
            test -> {
              if (test instanceof Scalar scalar) {
                return Sequence.at(scalar, List.of(Scalar.at(scalar, "CMD-SHELL"), scalar));
              }
              return test;
            });
    Optional<Node> first = probe.sequence("test").items().stream().findFirst();
    first.ifPresent(kind -> {
      if (!List.of("NONE", "CMD", "CMD-SHELL").contains(((Scalar) kind).text())) {
        problems.error(
            Code.HEALTHCHECK,
            kind.location(),
            path + ".test must start with \"CMD\", \"CMD-SHELL\" or \"NONE\"",
            "write [\"CMD\", \"" + ((Scalar) kind).text() + "\", …]");
      }
    });
    return first.isEmpty() ? probe.without("test") : probe;
  }

  private Mapping deploy(String path, Mapping deploy) {
    return gpus.deploy(path, dicts.at(deploy, path, "labels"));
  }

  private static Node models(Node node) {
    return node instanceof Mapping ? node : Items.keyed(node, item -> Scalar.at(item, null));
  }

  private static Node pullPolicy(Node node) {
    return node instanceof Scalar scalar && scalar.text().equals("if_not_present")
        ? scalar.withValue("missing")
        : node;
  }

  private static Node dependencies(Node node) {
    if (node instanceof Mapping mapping) {
      return Items.values(
          mapping,
          dependency ->
              dependency.has("required")
                  ? dependency
                  : dependency.with("required", Scalar.at(dependency, true)));
    }
    return Items.keyed(node, item -> dependency(item));
  }

  /** What a dependency is when only its name is given. */
  static Mapping dependency(Node place) {
    return Mapping.empty(place.location())
        .with("condition", Scalar.at(place, "service_started"))
        .with("required", Scalar.at(place, true));
  }

  private static Node attachments(Node node) {
    return node instanceof Mapping mapping
        ? Items.values(mapping, ServiceForm::attachment)
        : Items.keyed(node, item -> item.withValue(null));
  }

  private static Mapping attachment(Mapping attachment) {
    return Items.stated(
        attachment, "ipv4_address", "ipv6_address", "mac_address", "interface_name");
  }

  static Node envFiles(LocalPaths paths, Node node) {
    return Items.map(
        Dicts.list(node),
        item -> {
          Mapping file =
              item instanceof Mapping mapping
                  ? mapping
                  : Mapping.empty(item.location()).with("path", item);
          Mapping absolute = paths.at(file, "path");
          return absolute.has("required")
              ? absolute
              : absolute.with("required", Scalar.at(item, true));
        });
  }

  static Node extension(LocalPaths paths, Node node) {
    Mapping extension =
        node instanceof Mapping mapping
            ? mapping
            : Mapping.empty(node.location()).with("service", node);
    return paths.at(extension, "file");
  }

  private Node develop(Node node, String path) {
    return value(
        (Mapping) node,
        "watch",
        rules ->
            Items.flat(
                rules, path + ".develop.watch", (p, rule) -> List.of(rule(p, (Mapping) rule))));
  }

  private Mapping rule(String path, Mapping rule) {
    Mapping result = value(paths.at(rule, "path"), "ignore", Dicts::list);
    result = value(result, "include", Dicts::list);
    result = value(result, "exec", hook -> hook(hook, path + ".exec"));
    String action = String.valueOf(rule.text("action"));
    if (action.startsWith("sync") && !rule.has("target")) {
      problems.error(
          Code.WATCH,
          rule.location(),
          path + ".target is required for action " + action,
          "it is the path in the container");
    }
    return result;
  }

  private Mapping hook(Node node, String path) {
    Mapping hook = dicts.at((Mapping) node, path, "environment");
    return value(hook, "command", command -> words(command, path + ".command"));
  }
}
