package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import dev.jstack.runtime.build.cache.BuildCache;
import dev.jstack.runtime.build.cache.CacheRegistry;
import dev.jstack.runtime.build.cache.LostLayerException;
import dev.jstack.runtime.build.graph.BuildOutline;
import dev.jstack.runtime.build.graph.StageGraph;
import dev.jstack.runtime.build.remote.ContextPlace;
import dev.jstack.runtime.build.remote.OpenedSource;
import dev.jstack.runtime.build.request.BuildArguments;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.dockerfile.Dockerfile;
import dev.jstack.runtime.dockerfile.ShellLexer;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageReference;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Builds images from Dockerfiles. One for an engine; builds may run at the same time. A cancelled
 * build (its thread interrupted) leaves nothing but finished cache entries.
 */
public final class Builder {
  private final BuildTools tools;

  public Builder(BuildTools tools) {
    this.tools = tools;
  }

  /** The same builder with base images and caches from elsewhere. */
  public Builder with(BaseImages bases, CacheRegistry caches) {
    return new Builder(tools.with(bases, caches));
  }

  /** Kills what steps of an engine that died have left running. */
  public void sweep() {
    StepCgroup.sweep(tools.cgroups());
  }

  public BuildCache cache() {
    return tools.cache();
  }

  /**
   * Builds, stores and tags. Throws {@link BuildException} for what is wrong with the Dockerfile
   * and for a step that fails.
   */
  public BuildResult build(BuildRequest request, BuildListener listener) {
    try {
      return run(request, listener);
    } catch (SourceException e) {
      throw Failures.of(request.source(), e);
    }
  }

  private BuildResult run(BuildRequest request, BuildListener listener) {
    var references = request.tags().stream().map(ImageReference::parse).toList();
    var progress = new Progress(listener);
    var source = request.source();
    var definition = progress.start("[internal] load build definition from " + source.name());
    var dockerfile = Dockerfile.parse(source.text(), source.name());
    definition.done();
    var arguments = arguments(request.options(), dockerfile);
    var contexts = new NamedContexts(source.contexts(), request.options(), tools);
    var graph = graph(contexts, request.options(), dockerfile, arguments);
    progress.planned(graph.needed().stream().mapToInt(graph::steps).sum());
    var imported = new ImportedSteps(tools.cache(), progress);
    var plan = new Plan(request, dockerfile, arguments, contexts, graph, references);
    try (var _ = tools.images().layers().lease();
        contexts) {
      new CacheImports(tools, progress, request.options().wantedPlatform())
          .all(request.options().cacheFrom(), imported);
      return run(plan, imported, progress);
    }
  }

  private record Plan(
      BuildRequest request,
      Dockerfile dockerfile,
      BuildArguments arguments,
      NamedContexts contexts,
      StageGraph graph,
      List<ImageReference> references) {}

  /** A build that needs what nobody has kept begins once more, without relying on it. */
  private BuildResult run(Plan plan, ImportedSteps imported, Progress progress) {
    for (; ; ) {
      try {
        return attempt(plan, imported, progress);
      } catch (LostLayerException e) {
        imported.distrust();
        progress.restart();
      }
    }
  }

  private BuildResult attempt(Plan plan, ImportedSteps imported, Progress progress) {
    var threads = Executors.newCachedThreadPool(Thread.ofPlatform().name("build-", 0).factory());
    try {
      var session =
          new BuildSession(
              plan.request,
              plan.contexts,
              plan.graph,
              plan.arguments,
              tools,
              progress,
              imported,
              threads);
      var result = finished(session, plan.graph.target());
      var told = warnings(plan, session);
      told.forEach(progress::warn);
      plan.dockerfile.checks().enforce(told);
      var image = export(session, result, plan.references);
      imported.adopt(session.kept());
      return new BuildResult(
          image,
          plan.references.stream().map(ImageReference::toString).toList(),
          told,
          progress.cachedSteps(),
          progress.ranSteps(),
          List.copyOf(session.reasons()));
    } finally {
      end(threads);
    }
  }

  private static List<Problem> warnings(Plan plan, BuildSession session) {
    var warnings = new ArrayList<>(plan.dockerfile.warnings());
    warnings.addAll(session.warnings());
    var file = plan.request.source().name();
    plan.arguments.unused().forEach(name -> warnings.add(unused(file, name)));
    warnings.sort(Comparator.comparingInt(problem -> problem.location().line()));
    return plan.dockerfile.checks().kept(warnings);
  }

  private static StageResult finished(BuildSession session, int target) {
    try {
      return session.stage(target);
    } catch (RuntimeException e) {
      throw session.firstFailure(e);
    }
  }

  private static Problem unused(String file, String name) {
    return new Problem(
        SourceLocation.of(file), "one or more build-args were not consumed: [" + name + "]");
  }

  /**
   * The digest of what a build would read of the user's own: the Dockerfile, the arguments, and the
   * files of the contexts that its instructions name. Equal digests make a build unnecessary, as
   * long as nobody wants newer base images.
   */
  public Digest inputs(BuildSource source, BuildOptions options) {
    var dockerfile = Dockerfile.parse(source.text(), source.name());
    var contexts = new NamedContexts(source.contexts(), options, tools);
    var graph = graph(contexts, options, dockerfile, arguments(options, dockerfile));
    return new BuildInputs(source, graph, tools.digests()).digest(options);
  }

  /** Looks at a Dockerfile without building it; throws as {@link #build} does. */
  public BuildOutline outline(BuildSource source, BuildOptions options) {
    try {
      var dockerfile = Dockerfile.parse(source.text(), source.name());
      var arguments = arguments(options, dockerfile);
      var contexts = new NamedContexts(source.contexts(), options, tools);
      var graph = graph(contexts, options, dockerfile, arguments);
      var warnings = new ArrayList<>(dockerfile.warnings());
      warnings.addAll(new DryRun(source, graph, arguments, tools.images()).warnings());
      warnings.sort(Comparator.comparingInt(problem -> problem.location().line()));
      return BuildOutline.of(
          graph,
          options.args(),
          dockerfile.checks().kept(warnings),
          new ShellLexer(dockerfile.escape()));
    } catch (SourceException e) {
      throw Failures.of(source, e);
    }
  }

  /**
   * Makes a source ready. {@code context} is an absolute directory, the address of a repository, an
   * archive or a Dockerfile, or {@code -}; {@code dockerfile} is null, {@code -}, an address, or a
   * path: absolute or in the context. {@code input} is read only if one of them is {@code -}.
   */
  public OpenedSource open(
      String context, @Nullable String dockerfile, BuildOptions options, InputStream input) {
    var temporary = tools.temporary();
    boolean pipedFile = OpenedSource.isStandardInput(dockerfile);
    if (OpenedSource.isStandardInput(context)) {
      if (pipedFile) {
        throw new JstackException("standard input can't be both the context and the Dockerfile");
      }
      return OpenedSource.piped(input, dockerfile, temporary);
    }
    var place = ContextPlace.parse(context);
    if (place.isImage()) {
      throw new JstackException("an image can't be the build context; use --build-context");
    }
    if (place instanceof ContextPlace.Local(var directory)) {
      return pipedFile
          ? OpenedSource.inline(directory, input)
          : OpenedSource.directory(directory, dockerfile, temporary);
    }
    if (pipedFile) {
      throw new JstackException("a remote context can't have its Dockerfile on standard input");
    }
    return OpenedSource.remote(place, dockerfile, options, temporary);
  }

  private static StageGraph graph(
      NamedContexts contexts,
      BuildOptions options,
      Dockerfile dockerfile,
      BuildArguments arguments) {
    return new StageGraph(dockerfile, arguments, options.target(), contexts::has);
  }

  private static BuildArguments arguments(BuildOptions options, Dockerfile dockerfile) {
    var arguments = new BuildArguments(options.args(), options.wantedPlatform(), options.target());
    var lexer = new ShellLexer(dockerfile.escape());
    dockerfile.globals().forEach(arg -> arguments.declareGlobal(arg, lexer));
    return arguments;
  }

  private static Digest export(
      BuildSession session, StageResult result, List<ImageReference> references) {
    var request = session.request();
    var run = result.config().run();
    var labels = new LinkedHashMap<>(run.labels());
    labels.putAll(request.labels());
    var caches = new CacheExports(session, result);
    var config = caches.inline(result.config().withRun(run.withLabels(labels)));
    var image = new Exports(session).all(request.outputs(), result, config, references);
    caches.run();
    return image;
  }

  /** Stages that still run are of no use any more; nothing goes on behind the caller's back. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
