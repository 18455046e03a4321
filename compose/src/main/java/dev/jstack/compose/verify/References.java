package dev.jstack.compose.verify;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.Nearest;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.SourceLocation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a service names must be defined. */
final class References {
  private final Mapping model;
  private final Map<String, List<String>> disabled;
  private final Problems problems;

  References(Mapping model, Map<String, List<String>> disabled, Problems problems) {
    this.model = model;
    this.disabled = disabled;
    this.problems = problems;
  }

  void check(String name, Mapping service) {
    service
        .mapping("networks")
        .entries()
        .forEach((network, entry) -> defined(name, "network", network, entry.key()));
    service
        .mapping("models")
        .entries()
        .forEach((model, entry) -> defined(name, "model", model, entry.key()));
    for (Node mount : service.sequence("volumes").items()) {
      Mapping mapping = (Mapping) mount;
      if ("volume".equals(mapping.text("type"))) {
        defined(name, "volume", mapping.text("source"), mount.location());
      }
    }
    grants(name, "config", service.sequence("configs").items());
    grants(name, "secret", service.sequence("secrets").items());
    grants(name, "secret", service.mapping("build").sequence("secrets").items());
    service
        .mapping("depends_on")
        .entries()
        .forEach((other, entry) -> dependency(name, other, entry));
    contexts(name, service.mapping("build").mapping("additional_contexts"));
  }

  private void grants(String service, String kind, List<Node> grants) {
    for (Node grant : grants) {
      String source = ((Mapping) grant).text("source");
      if (source == null) {
        problems.error(
            Code.MISSING_KEY,
            grant.location(),
            "service \"" + service + "\": " + kind + " has no source");
      } else {
        defined(service, kind, source, grant.location());
      }
    }
  }

  private void defined(
      String service, String kind, @Nullable String resource, SourceLocation place) {
    Mapping section = model.mapping(kind + "s");
    boolean broken = resource != null && problems.mention(kind + "s." + resource);
    if (resource == null || section.has(resource) || broken) {
      return;
    }
    problems.error(
        Code.UNDEFINED,
        place,
        "service \"" + service + "\" refers to undefined " + kind + " " + resource,
        defined(kind, resource, Nearest.hint(resource, section.keys())));
  }

  private static String defined(String kind, String name, @Nullable String hint) {
    return hint == null ? "define it below \"" + kind + "s:\" at the margin: " + name + ":" : hint;
  }

  private void dependency(String service, String other, Mapping.Entry entry) {
    Mapping services = model.mapping("services");
    List<String> profiles = disabled.get(other);
    boolean optional =
        profiles != null && "false".equals(((Mapping) entry.value()).text("required"));
    if (services.has(other) || optional || problems.mention("services." + other)) {
      return;
    }
    problems.error(
        Code.UNDEFINED_SERVICE,
        entry.key(),
        "service \"" + service + "\" depends on undefined service \"" + other + "\"",
        profiles != null
            ? "it exists, but is only active with --profile " + String.join(" or ", profiles)
            : Nearest.hint(other, services.keys()));
  }

  private void contexts(String service, Mapping contexts) {
    contexts
        .entries()
        .forEach((_, entry) -> {
          String text = ((Scalar) entry.value()).text();
          if (text.startsWith("service:")) {
            String other = text.substring(8);
            if (!model.mapping("services").mapping(other).has("build")) {
              problems.error(
                  Code.NOT_BUILT,
                  entry.value().location(),
                  "service \""
                      + service
                      + "\" builds from service \""
                      + other
                      + "\", which is not built",
                  Nearest.hint(other, model.mapping("services").keys()));
            }
          }
        });
  }
}
