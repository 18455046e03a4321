package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.CacheDirectory;
import dev.jstack.runtime.build.cache.CacheTable;
import dev.jstack.runtime.build.request.CacheExport;
import dev.jstack.runtime.build.request.CachePlace;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.Layer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Writes the steps of a finished build to where {@code --cache-to} says. */
final class CacheExports {
  private final BuildSession session;
  private final StageResult result;

  CacheExports(BuildSession session, StageResult result) {
    this.session = session;
    this.result = result;
  }

  /** The config with the steps in it, if they are wanted there. */
  ImageConfig inline(ImageConfig config) {
    boolean wanted = isAsked() || places().stream().anyMatch(CachePlace.Inline.class::isInstance);
    return wanted
        ? config.withBuildCache(new String(session.kept().toJson(), StandardCharsets.UTF_8))
        : config;
  }

  /** The older way to say it. */
  private boolean isAsked() {
    var value = session.options().args().getOrDefault("BUILDKIT_INLINE_CACHE", "");
    return value.equals("1") || value.equalsIgnoreCase("true");
  }

  private List<CachePlace> places() {
    return session.options().cacheTo().stream().map(CacheExport::place).toList();
  }

  void run() {
    session.options().cacheTo().forEach(this::run);
  }

  private void run(CacheExport to) {
    switch (to.place()) {
      case CachePlace.Inline _ -> {}
      case CachePlace.Unknown(var kind) ->
          run(
              to,
              "exporting cache to " + kind,
              (_, _, _) -> {
                throw new JstackException("unknown cache exporter: " + kind);
              });
      case CachePlace.Directory(var path) ->
          run(
              to,
              "exporting cache to client directory",
              (step, table, layers) -> {
                step.output(false, "preparing build cache for export");
                new CacheDirectory(path, session.images().layers()).write(table, layers);
              });
      case CachePlace.Registry(var reference) ->
          run(
              to,
              "exporting cache to registry",
              (step, table, layers) -> {
                step.output(false, "preparing build cache for export");
                layers.forEach(layer -> step.output(false, "writing layer " + layer.diffId()));
                var ids = layers.stream().map(Layer::diffId).toList();
                byte[] json = table.withLayers(ids).toJson();
                var manifest = session.tools().caches().put(reference, json, layers);
                step.output(false, "writing cache manifest " + manifest);
              });
    }
  }

  @FunctionalInterface
  private interface Target {
    void write(Progress.Step step, CacheTable table, List<Layer> layers);
  }

  private void run(CacheExport to, String name, Target target) {
    var step = session.progress().start(name);
    try {
      target.write(step, session.kept(), session.imported().layers(wanted(to.all())));
      step.done();
    } catch (JstackException e) {
      step.failed(String.valueOf(e.getMessage()));
      if (!to.optional()) {
        throw e;
      }
    }
  }

  /** What steps have made; of others only what can be had, as they were never needed. */
  private List<Digest> wanted(boolean all) {
    var own = new HashSet<>(result.layers());
    var wanted = new ArrayList<Digest>();
    for (var layer : session.kept().made()) {
      if (own.contains(layer) || (all && session.imported().has(layer))) {
        wanted.add(layer);
      }
    }
    return wanted;
  }
}
