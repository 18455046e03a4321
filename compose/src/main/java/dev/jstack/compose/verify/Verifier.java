package dev.jstack.compose.verify;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.runtime.SourceLocation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reports everything that is inconsistent in a merged, normalised model. */
public final class Verifier {
  private final Mapping model;
  private final Problems problems;

  private Verifier(Mapping model, Problems problems) {
    this.model = model;
    this.problems = problems;
  }

  /**
   * Checks the model.
   *
   * @param disabled services that are not active, with their profiles
   */
  public static void verify(Mapping model, Map<String, List<String>> disabled, Problems problems) {
    new Verifier(model, problems).all(disabled);
  }

  private void all(Map<String, List<String>> disabled) {
    References references = new References(model, disabled, problems);
    model
        .mapping("services")
        .entries()
        .forEach((name, entry) -> {
          Mapping service = (Mapping) entry.value();
          origin(name, service, entry.key());
          references.check(name, service);
          new ServiceRules(name, service, problems).check();
          NetworkRules.endpoints(name, service, model.mapping("networks"), problems);
          MountRules.check(name, service, problems);
        });
    containerNames();
    NetworkRules.networks(model.mapping("networks"), problems);
    ResourceRules.volumes(model.mapping("volumes"), problems);
    ResourceRules.files("configs", model.mapping("configs"), problems);
    ResourceRules.files("secrets", model.mapping("secrets"), problems);
  }

  private void origin(String name, Mapping service, SourceLocation place) {
    boolean known = service.has("image") || service.has("build") || service.has("provider");
    if (!known && !problems.mention("services." + name)) {
      problems.error(
          Code.NO_IMAGE,
          place,
          "service \"" + name + "\" has neither an image nor a build context specified",
          "add image: NAME or build: DIRECTORY");
    }
  }

  private void containerNames() {
    Map<String, SourceLocation> names = new HashMap<>();
    model
        .mapping("services")
        .entries()
        .forEach((_, entry) -> {
          Mapping service = (Mapping) entry.value();
          String name = service.text("container_name");
          if (name == null) {
            return;
          }
          SourceLocation earlier = names.putIfAbsent(name, service.place("container_name"));
          if (earlier != null) {
            problems.error(
                Code.NAME_TAKEN,
                service.place("container_name"),
                "container name \"" + name + "\" is already in use at " + earlier);
          }
        });
  }
}
