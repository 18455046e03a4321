package dev.jstack.compose.canonical;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;

/** The canonical form of {@code build}. */
final class BuildForm {
  private final LocalPaths paths;
  private final Dicts dicts;
  private final GrantForm grants;
  private final Problems problems;

  BuildForm(LocalPaths paths, Dicts dicts, GrantForm grants, Problems problems) {
    this.paths = paths;
    this.dicts = dicts;
    this.grants = grants;
    this.problems = problems;
  }

  Mapping of(String path, Node node) {
    Mapping build =
        node instanceof Mapping mapping
            ? mapping
            : Mapping.empty(node.location()).with("context", node);
    build = ServiceForm.value(build, "context", this::location);
    if (build.has("dockerfile") && build.has("dockerfile_inline")) {
      problems.error(
          Code.EXCLUSIVE,
          build.place("dockerfile_inline"),
          path + ": dockerfile and dockerfile_inline are mutually exclusive");
    }
    Mapping result = dicts.at(build, path, "args", "labels", "additional_contexts");
    result = ServiceForm.value(result, "additional_contexts", this::locations);
    result = ServiceForm.value(result, "no_cache_filter", Dicts::list);
    result = ServiceForm.value(result, "sbom", BuildForm::text);
    result = ServiceForm.value(result, "provenance", BuildForm::text);
    result = ServiceForm.value(result, "extra_hosts", h -> HostForm.of(path, h, problems));
    return ServiceForm.value(result, "secrets", secrets -> Items.map(secrets, grants::config));
  }

  private static Node text(Node node) {
    return node instanceof Scalar scalar ? scalar.withValue(scalar.text()) : node;
  }

  private Node location(Node node) {
    return node instanceof Scalar scalar && !scalar.isNull()
        ? scalar.withValue(paths.orRemote(scalar.text()))
        : node;
  }

  private Node locations(Node contexts) {
    Mapping result = (Mapping) contexts;
    for (String name : ((Mapping) contexts).keys()) {
      result = ServiceForm.value(result, name, this::location);
    }
    return result;
  }
}
