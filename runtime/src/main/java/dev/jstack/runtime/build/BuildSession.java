package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.build.cache.CacheEntry;
import dev.jstack.runtime.build.cache.CacheTable;
import dev.jstack.runtime.build.graph.StageGraph;
import dev.jstack.runtime.build.graph.StageGraph.Origin;
import dev.jstack.runtime.build.request.BuildArguments;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.EnvList;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.HostRootfs;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.linux.Directory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the stages of one build share; starts each needed stage once. */
final class BuildSession {
  private final BuildRequest request;
  private final NamedContexts contexts;
  private final StageGraph graph;
  private final BuildArguments arguments;
  private final BuildTools tools;
  private final Progress progress;
  private final ImportedSteps imported;
  private final ExecutorService threads;
  private final Collection<Problem> warnings = new ConcurrentLinkedQueue<>();
  private final Collection<RebuildReason> reasons = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private @Nullable Digest hostKey;
  private final Map<Digest, CacheEntry> kept = new ConcurrentHashMap<>();
  private final Map<Digest, Digest> contents = new ConcurrentHashMap<>();
  private final Map<Integer, FutureTask<StageResult>> stages = new ConcurrentHashMap<>();

  BuildSession(
      BuildRequest request,
      NamedContexts contexts,
      StageGraph graph,
      BuildArguments arguments,
      BuildTools tools,
      Progress progress,
      ImportedSteps imported,
      ExecutorService threads) {
    this.request = request;
    this.contexts = contexts;
    this.graph = graph;
    this.arguments = arguments;
    this.tools = tools;
    this.progress = progress;
    this.imported = imported;
    this.threads = threads;
  }

  BuildRequest request() {
    return request;
  }

  BuildOptions options() {
    return request.options();
  }

  StageGraph graph() {
    return graph;
  }

  BuildArguments arguments() {
    return arguments;
  }

  /** Says why a step was not served from the cache. */
  void explain(RebuildReason reason) {
    reasons.add(reason);
  }

  /** In the order in which the steps ended. */
  Collection<RebuildReason> reasons() {
    return reasons;
  }

  void warn(Problem problem) {
    warnings.add(problem);
  }

  /** What stages have found, in no order. */
  Collection<Problem> warnings() {
    return warnings;
  }

  BuildTools tools() {
    return tools;
  }

  Progress progress() {
    return progress;
  }

  /** Starts a stage if nobody has. */
  Future<StageResult> start(int index) {
    var fresh = new FutureTask<>(() -> run(index));
    var there = stages.putIfAbsent(index, fresh);
    if (there != null) {
      return there;
    }
    threads.execute(fresh);
    return fresh;
  }

  private StageResult run(int index) {
    try {
      return new StageBuild(this, index).run();
    } catch (RuntimeException e) {
      if (failure.compareAndSet(null, e)) {
        // The others' work is of no use any more.
        threads.shutdownNow();
      }
      throw e;
    }
  }

  /** What went wrong first; the rest follows from it. */
  RuntimeException firstFailure(RuntimeException otherwise) {
    var first = failure.get();
    return first == null ? otherwise : first;
  }

  /** The result of a stage, waited for. */
  StageResult stage(int index) {
    try {
      return start(index).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("build cancelled", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A stage or an image to stand on or copy from. */
  StageResult files(Origin origin) {
    return switch (origin) {
      case Origin.Scratch() -> scratch();
      case Origin.OfStage(int index) -> stage(index);
      case Origin.Image(var name) -> image(name, options().platform());
      case Origin.Context(var name) ->
          contexts.isImage(name)
              ? image(contexts.image(name, options().wantedPlatform()))
              : scratch();
    };
  }

  /** With the defaults that BuildKit gives to what stands on nothing. */
  private StageResult scratch() {
    var image = tools.images().scratch();
    var run = image.config().run().withWorkingDir("/");
    var config = ImageConfig.scratch(options().wantedPlatform()).withRun(run);
    return image(new StoredImage(image.id(), config, image.layers(), null, image.empty()));
  }

  /** {@code platform} null is this machine's. */
  StageResult image(String name, @Nullable Platform platform) {
    return image(tools.bases().find(name, platform, options().pull()));
  }

  private StageResult image(StoredImage image) {
    return new StageResult(
        withPath(image.config()),
        image.layers().stream().map(Layer::diffId).toList(),
        image.host(),
        hostKey(image.host()),
        image.empty(),
        Map.of(),
        StepClock.on(image.config().created()));
  }

  /** Every image that is built has a search path. */
  private static ImageConfig withPath(ImageConfig config) {
    var env = EnvList.map(config.run().env());
    return env.putIfAbsent("PATH", EnvList.DEFAULT_PATH) == null
        ? config.withRun(config.run().withEnv(EnvList.list(env)))
        : config;
  }

  /** Looked at once a build: a walk over many files. */
  private synchronized @Nullable Digest hostKey(@Nullable HostRootfs host) {
    if (host != null && hostKey == null) {
      hostKey = tools.hostKey().apply(host);
    }
    return host == null ? null : hostKey;
  }

  /** The lower layers of an overlay, topmost first; they are here then. */
  List<Lower> lowers(StageResult result) {
    var lowers = new ArrayList<Lower>();
    for (var layer : imported.layers(result.layers()).reversed()) {
      lowers.add(new Lower.Directory(layer.directory(), layer.alias()));
    }
    if (result.host() != null) {
      lowers.add(new Lower.Host(result.host()));
    }
    return lowers.isEmpty() ? List.of(result.empty()) : lowers;
  }

  ImportedSteps imported() {
    return imported;
  }

  /** Brings in what is not here of a result. */
  void fetch(StageResult result) {
    var _ = imported.layers(result.layers());
  }

  /** What a step with this key came to, here or in another build. */
  Optional<CacheEntry> find(Digest key) {
    return tools.cache().find(key).or(() -> imported.find(key));
  }

  /** A step's result, for those who take the cache elsewhere. */
  void keep(Digest key, CacheEntry entry) {
    kept.put(key, entry);
  }

  /** The content digest of a selection of files in layers, if it was found before. */
  Optional<Digest> content(Digest selection) {
    var found = tools.cache().content(selection).or(() -> imported.content(selection));
    found.ifPresent(content -> contents.put(selection, content));
    return found;
  }

  void putContent(Digest selection, Digest content) {
    tools.cache().putContent(selection, content);
    contents.put(selection, content);
  }

  /** What every step came to, so far. */
  CacheTable kept() {
    return CacheTable.of(kept, contents);
  }

  NamedContexts contexts() {
    return contexts;
  }

  /** The tree behind {@code --from}. */
  SourceTree tree(Origin origin) {
    if (origin instanceof Origin.Context(var name) && !contexts.isImage(name)) {
      return contexts.tree(name);
    }
    var files = files(origin);
    return new SourceTree(
        StageMount.readable(lowers(files)), IgnoreRules.NONE, false, files.host() == null);
  }

  /** The build context. */
  SourceTree context() {
    var source = request.source();
    var directory = source.directory();
    if (directory == null) {
      throw new JstackException(
          "there is no build context",
          "give a directory, or take the files from a stage or an image",
          null);
    }
    return directory(directory, source.ignoreText());
  }

  private static SourceTree directory(Path place, @Nullable String ignoreText) {
    return new SourceTree(Directory.open(place), IgnoreRules.file(ignoreText), true, false);
  }

  ImageStore images() {
    return tools.images();
  }
}
