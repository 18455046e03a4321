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
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    String target = "/run/secrets/" + ((Scalar) node).text();
    return config(node).with("target", Scalar.at(node, target));
  }
}
