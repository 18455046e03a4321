package dev.jstack.compose.canonical;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.List;

/** Requests for devices by what they can do. {@code all} of them are -1. */
final class GpuForm {
  private static final String ALL = "all";

  private final Problems problems;

  GpuForm(Problems problems) {
    this.problems = problems;
  }

  /** {@code gpus}: the word {@code all} or a list. */
  Node gpus(String path, Node node) {
    if (node instanceof Scalar) {
      Mapping all = Mapping.empty(node.location()).with("count", Scalar.at(node, -1L));
      return Sequence.at(node, List.of(all));
    }
    return requests(path, node);
  }

  /** {@code deploy} with its reserved devices. */
  Mapping deploy(String path, Mapping deploy) {
    return ServiceForm.value(
        deploy,
        "resources",
        resources ->
            ServiceForm.value(
                (Mapping) resources,
                "reservations",
                reservations ->
                    ServiceForm.value(
                        (Mapping) reservations,
                        "devices",
                        node -> requests(path + ".resources.reservations.devices", node))));
  }

  private Node requests(String path, Node node) {
    return Items.flat(node, path, (place, item) -> List.of(request(place, (Mapping) item)));
  }

  private Mapping request(String path, Mapping request) {
    if (request.has("count") && request.has("device_ids")) {
      problems.error(
          Code.EXCLUSIVE,
          request.place("device_ids"),
          path + ": count and device_ids are mutually exclusive");
    }
    return ServiceForm.value(request, "count", node -> count(path, (Scalar) node));
  }

  private Scalar count(String path, Scalar count) {
    if (count.text().equals(ALL)) {
      return count.withValue(-1L);
    }
    try {
      return count.withValue(Long.valueOf(count.text()));
    } catch (NumberFormatException e) {
      problems.error(
          Code.BAD_VALUE,
          count.location(),
          path + ".count must be a number or \"all\", is \"" + count.text() + "\"");
      return count;
    }
  }
}
