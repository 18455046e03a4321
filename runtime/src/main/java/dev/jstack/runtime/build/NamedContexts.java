package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.remote.ContextPlace;
import dev.jstack.runtime.build.remote.FetchedContext;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.SourceFiles;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.linux.Directory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The additional contexts of one build; what is elsewhere is fetched when it is first wanted. */
final class NamedContexts implements AutoCloseable {
  private final Map<String, ContextPlace> places = new HashMap<>();
  private final Map<String, FetchedContext> fetched = new HashMap<>();
  private final BuildTools tools;
  private final BuildOptions options;

  NamedContexts(Map<String, String> contexts, BuildOptions options, BuildTools tools) {
    this.tools = tools;
    this.options = options;
    contexts.forEach((name, text) -> places.put(canonical(name), ContextPlace.parse(text)));
  }

  /** Names that mean one image are one name: {@code docker.io/library/alpine:latest → alpine}. */
  static String canonical(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return ImageReference.tryParse(name)
        .map(ImageReference::familiar)
        .map(text -> text.endsWith(":latest") ? text.substring(0, text.length() - 7) : text)
        .orElse(lower);
  }

  boolean has(String name) {
    return places.containsKey(canonical(name));
  }

  boolean isImage(String name) {
    return place(name).isImage();
  }

  private ContextPlace place(String name) {
    return Optional.ofNullable(places.get(canonical(name)))
        .orElseThrow(() -> new JstackException("no context is named \"" + name + "\""));
  }

  /** The image that one stands for. */
  StoredImage image(String name, Platform platform) {
    return switch (place(name)) {
      case ContextPlace.Image(var reference) ->
          tools.bases().find(reference, options.platform(), options.pull());
      case ContextPlace.Layout(var path, var tag) ->
          new LayoutImage(path, tools.images()).load(tag, platform);
      case ContextPlace.Git _, ContextPlace.Download _, ContextPlace.Local _ ->
          throw new JstackException("context \"" + name + "\" is no image");
    };
  }

  /** The files that one stands for. */
  SourceTree tree(String name) {
    return switch (place(name)) {
      case ContextPlace.Local(var path) -> local(name, path);
      case ContextPlace.Git _, ContextPlace.Download _ -> fetched(name).tree();
      case ContextPlace.Image _, ContextPlace.Layout _ ->
          throw new JstackException("context \"" + name + "\" is an image");
    };
  }

  private static SourceTree local(String name, Path path) {
    if (!Files.isDirectory(path)) {
      throw new JstackException("context \"" + name + "\": " + path + " is not a directory");
    }
    var rules = IgnoreRules.file(SourceFiles.ignoreText(path));
    return new SourceTree(Directory.open(path), rules, true, false);
  }

  private synchronized FetchedContext fetched(String name) {
    var key = canonical(name);
    var there = fetched.get(key);
    if (there == null) {
      there = FetchedContext.fetch(place(name), options, tools.temporary());
      fetched.put(key, there);
    }
    return there;
  }

  @Override
  public void close() {
    fetched.values().forEach(FetchedContext::close);
  }
}
