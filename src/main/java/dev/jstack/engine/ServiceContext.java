package dev.jstack.engine;

import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ContainerContext;
import dev.jstack.compose.plan.Labels;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.MountSpec;
import java.util.Comparator;
import java.util.List;

/** Answers what a service's container must know of the engine. */
record ServiceContext(Engine engine, Project project, Service service) implements ContainerContext {
  @Override
  public String fileOf(FileGrant grant) {
    return engine.fileOf(project, grant);
  }

  @Override
  public String containerOf(String other) {
    return engine
        .observer()
        .of(project.name())
        .filter(container -> other.equals(container.labels().get(Labels.SERVICE)))
        .min(Comparator.comparing(Container::created).reversed())
        .map(Container::id)
        .orElseThrow(
            () -> new JstackException("service \"" + other + "\" has no container to share with"));
  }

  @Override
  public String idOf(String container) {
    return engine.containers().require(container).id();
  }

  @Override
  public String hostnameOf(String container) {
    return engine.containers().require(container).hostname();
  }

  @Override
  public List<MountSpec> mountsOf(String container) {
    return engine.containers().require(container).config().mounts();
  }

  @Override
  public String imageId(String reference) {
    return engine.images().require(reference).id().toString();
  }

  @Override
  public String version() {
    String version = ServiceContext.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
