package dev.jstack.engine;

import dev.jstack.compose.model.Build;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.BuildEvent;
import dev.jstack.runtime.build.BuildListener;
import dev.jstack.runtime.build.BuildResult;
import dev.jstack.runtime.build.Builder;
import dev.jstack.runtime.build.RebuildReason;
import dev.jstack.runtime.build.cache.BuildCache;
import dev.jstack.runtime.build.cache.CachePolicy;
import dev.jstack.runtime.build.cache.CacheRecord;
import dev.jstack.runtime.build.graph.BuildOutline;
import dev.jstack.runtime.build.remote.OpenedSource;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.registry.Caller;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Builds images: those of services, and any other. */
public final class Builds {
  private final Builder builder;
  private final Images images;
  private final BuiltInputs inputs;
  private final Sandboxes sandboxes;

  Builds(Builder builder, Images images, BuiltInputs inputs, Sandboxes sandboxes) {
    this.builder = builder;
    this.images = images;
    this.inputs = inputs;
    this.sandboxes = sandboxes;
  }

  /** Builds on the calling thread; base images that are not here are fetched for the caller. */
  public BuildResult build(BuildRequest request, Caller caller, BuildListener listener) {
    try {
      BuildResult result =
          builder.with(images.bases(caller), images.caches(caller)).build(request, listener);
      if (builder.cache().collect()) {
        images.sweep();
      }
      return result;
    } finally {
      sandboxes.dropUnusedDefault();
    }
  }

  /** Makes a source ready; see {@link Builder#open}. */
  public OpenedSource open(
      String context, @Nullable String dockerfile, BuildOptions options, InputStream input) {
    return builder.open(context, dockerfile, options, input);
  }

  /** Looks at a Dockerfile without building it. */
  public BuildOutline outline(BuildSource source, BuildOptions options) {
    return builder.outline(source, options);
  }

  /** Looks at the Dockerfile of a service without building it; none if it has no build. */
  public Optional<BuildOutline> outline(Project project, Service service, BuildChanges changes) {
    Build build = service.image().build();
    if (build == null) {
      return Optional.empty();
    }
    BuildOptions options = ServiceBuilds.options(project, build, changes, Map.of());
    if (!ServiceBuilds.isRemote(build)) {
      var request = ServiceBuilds.request(project, service, build, changes, Map.of());
      return Optional.of(outline(request.source(), options));
    }
    try (OpenedSource fetched =
        open(build.context(), build.dockerfile(), options, InputStream.nullInputStream())) {
      return Optional.of(outline(fetched.source(), options));
    }
  }

  /** Ends what steps of a dead engine have left running. */
  void sweep() {
    builder.sweep();
  }

  /** All that the cache keeps. */
  public List<CacheRecord> records() {
    return builder.cache().records();
  }

  /** Forgets what the policy takes; {@code imageLayers} are those that images have anyway. */
  public List<CacheRecord> prune(CachePolicy policy, Set<Digest> imageLayers) {
    var removed = builder.cache().prune(policy, imageLayers);
    images.sweep();
    return removed;
  }

  /** How much the cache holds. */
  public BuildCache.Usage cache() {
    return builder.cache().usage();
  }

  /** The digest of all that the build of a service reads; empty for one without a build. */
  public Optional<String> inputs(Project project, Service service) {
    Build build = service.image().build();
    if (build == null || ServiceBuilds.isRemote(build)) {
      return Optional.empty();
    }
    BuildRequest request =
        ServiceBuilds.request(project, service, build, BuildChanges.none(), Map.of());
    return Optional.of(builder.inputs(request.source(), request.options()).toString());
  }

  /** Likewise, of what its present image was built from; empty if that isn't known. */
  public Optional<String> builtFrom(Service service) {
    String reference = service.image().reference();
    return images.find(reference).flatMap(image -> inputs.of(reference, image.id()));
  }

  /** Begins to build the image of a service; cancelling the future ends the build. */
  CompletableFuture<?> service(
      Project project, String name, BuildChanges changes, Caller caller, EventListener events) {
    Service service = project.service(name);
    Build build = service.image().build();
    if (build == null) {
      throw new JstackException("service \"" + name + "\" has no build section");
    }
    String resource = "Image " + service.image().reference();
    return images.begin(() -> {
      BuildListener lines = new StepLines(resource, events);
      BuildResult result = build(project, service, build, changes, caller, lines);
      for (RebuildReason reason : result.reasons()) {
        events.because(name + " " + reason.number(), String.join(", ", reason.causes()));
      }
      String context = project.digests().contexts().get(name);
      if (context != null) {
        inputs.remember(service.image().reference(), result.image(), context);
      }
    });
  }

  private BuildResult build(
      Project project,
      Service service,
      Build build,
      BuildChanges changes,
      Caller caller,
      BuildListener listener) {
    Map<String, String> environment = caller.environment();
    if (!ServiceBuilds.isRemote(build)) {
      return build(
          ServiceBuilds.request(project, service, build, changes, environment), caller, listener);
    }
    BuildOptions options = ServiceBuilds.options(project, build, changes, environment);
    try (OpenedSource fetched =
        open(build.context(), build.dockerfile(), options, InputStream.nullInputStream())) {
      return build(
          ServiceBuilds.request(project, service, build, changes, environment, fetched.source()),
          caller,
          listener);
    }
  }

  /** Tells the steps of a build as lines of one resource. */
  private record StepLines(String resource, EventListener events, Map<Integer, String> names)
      implements BuildListener {
    StepLines(String resource, EventListener events) {
      this(resource, events, new ConcurrentHashMap<>());
    }

    @Override
    public void on(BuildEvent event) {
      switch (event) {
        case BuildEvent.Started(int step, String name) -> {
          names.put(step, name);
          tell(name);
        }
        case BuildEvent.Cached(int step) -> tell("CACHED " + names.getOrDefault(step, ""));
        case BuildEvent.Output(_, _, String line, _) -> tell(line);
        case BuildEvent.Failed(int step, String error) -> failed(step, error);
        case BuildEvent.Warned(var problem) ->
            events.on(new Event(resource, Event.State.WARNING, "Building", problem.toString()));
        case BuildEvent.Done _, BuildEvent.Planned _ -> {}
      }
    }

    /** Only a cache that can't be read is no reason to end. */
    private void failed(int step, String error) {
      String name = names.getOrDefault(step, "");
      if (name.startsWith("importing ")) {
        events.on(new Event(resource, Event.State.WARNING, "Building", name + ": " + error));
      } else {
        tell("ERROR " + error);
      }
    }

    private void tell(String line) {
      events.on(new Event(resource, Event.State.WORKING, "Building", line));
    }
  }
}
