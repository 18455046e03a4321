package dev.jstack.cli.build;

import dev.jstack.console.Invocation;
import dev.jstack.console.Terminal;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.BuildOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code -o DIR}, {@code -o -}, {@code -o type=KIND,dest=PLACE}. */
final class BuildOutputs {
  private static final Set<String> KEYS = Set.of("type", "dest", "name", "push", "tar");

  /**
   * What they ask for.
   *
   * @param names further names of the image
   * @param push whether the image goes to its registry, too
   */
  record Wanted(List<BuildOutput> outputs, List<String> names, boolean push) {}

  private final Invocation invocation;
  private final List<BuildOutput> outputs = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private boolean push;

  BuildOutputs(Invocation invocation) {
    this.invocation = invocation;
  }

  /** None is an image in the store. */
  Wanted all(List<String> texts) {
    if (texts.isEmpty()) {
      outputs.add(new BuildOutput.Image());
    }
    for (String text : texts) {
      outputs.add(text.contains("=") ? output(fields(text)) : place(text));
    }
    return new Wanted(outputs, names, push);
  }

  private BuildOutput place(String text) {
    return text.equals("-")
        ? new BuildOutput.Tar(target(text))
        : new BuildOutput.Files(invocation.resolve(text));
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      String key = equals < 0 ? field : field.substring(0, equals);
      if (equals < 0 || !KEYS.contains(key)) {
        throw new JstackException(
            "invalid --output \"" + text + "\": \"" + field + "\" is not understood",
            "known are type, dest, name, push and tar",
            null);
      }
      fields.put(key, field.substring(equals + 1));
    }
    return fields;
  }

  private BuildOutput output(Map<String, String> fields) {
    String kind = fields.getOrDefault("type", "");
    String dest = fields.get("dest");
    return switch (kind) {
      case "local" -> new BuildOutput.Files(invocation.resolve(required(kind, dest)));
      case "tar" -> new BuildOutput.Tar(target(dest == null ? "-" : dest));
      case "oci" -> archive(fields, dest);
      case "docker" -> dest == null ? image(fields) : new BuildOutput.Archive(target(dest));
      case "image" -> image(fields);
      case "registry" -> {
        fields.put("push", "true");
        yield image(fields);
      }
      case "cacheonly" -> new BuildOutput.None();
      default ->
          throw new JstackException(
              "--output: unknown type \"" + kind + "\"",
              "expected local, tar, oci, docker, image, registry or cacheonly",
              null);
    };
  }

  private BuildOutput archive(Map<String, String> fields, @Nullable String dest) {
    return fields.getOrDefault("tar", "true").equals("false")
        ? new BuildOutput.Layout(invocation.resolve(required("oci", dest)))
        : new BuildOutput.Archive(target(dest == null ? "-" : dest));
  }

  private BuildOutput image(Map<String, String> fields) {
    push = push || fields.getOrDefault("push", "false").equals("true");
    String name = fields.get("name");
    if (name != null) {
      names.addAll(List.of(name.split(",", -1)));
    }
    return new BuildOutput.Image();
  }

  private static String required(String kind, @Nullable String dest) {
    if (dest == null || dest.isEmpty()) {
      throw new JstackException("dest is required for " + kind + " exporter");
    }
    return dest;
  }

  /** A file of the caller's, or its standard output, which stays open and is no terminal. */
  private BuildOutput.Target target(String dest) {
    if (!dest.equals("-")) {
      return () -> Files.newOutputStream(invocation.resolve(dest));
    }
    if (invocation.terminal().isTerminal(Terminal.Stream.OUT)) {
      throw new JstackException(
          "refusing to write the result to a terminal", "name a file with dest=FILE", null);
    }
    return () -> new OpenStream(invocation.out());
  }

  /** Closing it flushes. */
  private static final class OpenStream extends FilterOutputStream {
    OpenStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
