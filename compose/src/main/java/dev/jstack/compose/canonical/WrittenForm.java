package dev.jstack.compose.canonical;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A file before its variables are replaced, in long forms where that needs none of them: what
 * {@code config --no-interpolate} shows.
 */
public final class WrittenForm {
  private final LocalPaths paths;
  private final PortForm ports;
  private final MountForm mounts;
  private final GrantForm grants = new GrantForm();

  /** Forms of files with these paths. */
  public WrittenForm(LocalPaths paths, Problems problems) {
    this.paths = paths;
    this.ports = new PortForm(problems);
    this.mounts = new MountForm(paths, new Dicts(problems), problems);
  }

  /** The whole file; what is no mapping where one is needed stays. */
  public Mapping of(Mapping file) {
    Mapping result = each(file, "services", this::service);
    result = each(result, "networks", (_, resource) -> resource);
    result = each(result, "volumes", (_, resource) -> resource);
    result = each(result, "configs", (_, resource) -> paths.at(resource, "file"));
    return each(result, "secrets", (_, resource) -> paths.at(resource, "file"));
  }

  private Mapping service(String path, Mapping service) {
    Mapping result = items(service, "ports", path, ports::of);
    result = items(result, "volumes", path, mounts::of);
    result = items(result, "configs", path, (_, node) -> List.of(grants.config(node)));
    result = items(result, "secrets", path, (_, node) -> List.of(grants.secret(node)));
    result = named(result, "depends_on", ServiceForm::dependency);
    result = named(result, "networks", place -> Scalar.at(place, null));
    result = ServiceForm.value(result, "env_file", node -> ServiceForm.envFiles(paths, node));
    result = ServiceForm.value(result, "extends", node -> ServiceForm.extension(paths, node));
    return ServiceForm.value(result, "build", this::build);
  }

  private Node build(Node node) {
    Mapping build =
        node instanceof Mapping mapping
            ? mapping
            : Mapping.empty(node.location()).with("context", node);
    build = ServiceForm.value(build, "context", this::location);
    build = named(build, "ssh", place -> Scalar.at(place, null));
    build = ServiceForm.value(build, "additional_contexts", this::contexts);
    return ServiceForm.value(build, "args", WrittenForm::given);
  }

  private Node location(Node node) {
    return node instanceof Scalar scalar && plain(scalar)
        ? scalar.withValue(paths.orRemote(scalar.text()))
        : node;
  }

  private Node contexts(Node node) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    switch (node) {
      case Mapping mapping -> entries.putAll(mapping.entries());
      case Sequence sequence ->
          sequence
              .items()
              .forEach(item -> {
                String[] pair =
                    item instanceof Scalar scalar ? scalar.text().split("=", 2) : new String[0];
                if (pair.length == 2) {
                  entries.put(pair[0], Mapping.Entry.of(Scalar.at(item, pair[1])));
                }
              });
      case Scalar scalar -> {
        return scalar;
      }
    }
    entries.replaceAll((_, entry) -> new Mapping.Entry(entry.key(), location(entry.value())));
    return Mapping.at(node, entries);
  }

  /** Arguments without a value are not shown. */
  private static Node given(Node node) {
    if (!(node instanceof Mapping mapping)) {
      return node;
    }
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.values().removeIf(e -> e.value() instanceof Scalar scalar && scalar.isNull());
    return mapping.withEntries(entries);
  }

  private static Mapping named(Mapping owner, String key, Function<Scalar, Node> form) {
    return ServiceForm.value(
        owner, key, node -> node instanceof Sequence ? Items.keyed(node, form) : node);
  }

  /** Items that use variables stay as they are. */
  private static Mapping items(
      Mapping owner, String key, String path, BiFunction<String, Node, List<? extends Node>> form) {
    return ServiceForm.value(
        owner,
        key,
        list ->
            Items.flat(
                list,
                path + "." + key,
                (place, item) -> plain(item) ? form.apply(place, item) : List.of(item)));
  }

  private static boolean plain(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.text().indexOf('$') < 0;
      case Sequence sequence -> sequence.items().stream().allMatch(WrittenForm::plain);
      case Mapping mapping ->
          mapping.entries().values().stream().allMatch(entry -> plain(entry.value()));
    };
  }

  private static Mapping each(
      Mapping file, String section, BiFunction<String, Mapping, Mapping> form) {
    if (!(file.get(section) instanceof Mapping mapping)) {
      return file;
    }
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((name, entry) -> {
          Node value =
              entry.value() instanceof Mapping inner
                  ? form.apply(section + "." + name, inner)
                  : section.equals("services") ? entry.value() : Mapping.empty(entry.key());
          entries.put(name, new Mapping.Entry(entry.key(), value));
        });
    return file.with(section, mapping.withEntries(entries));
  }
}
