package dev.jstack.compose.canonical;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;

/** Configs and secrets as a service asks for them. */
final class GrantForm {
  Mapping config(Node node) {
    return node instanceof Mapping mapping
        ? mapping
        : Mapping.empty(node.location()).with("source", node);
  }

  Mapping secret(Node node) {
    Mapping grant = config(node);
    String target = "/run/secrets/" + grant.text("source");
    return grant.has("target") ? grant : grant.with("target", Scalar.at(node, target));
  }
}
