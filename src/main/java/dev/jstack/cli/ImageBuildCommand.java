package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.BuildListener;
import dev.jstack.runtime.build.BuildOptions;
import dev.jstack.runtime.build.BuildRequest;
import dev.jstack.runtime.build.BuildResult;
import dev.jstack.runtime.build.OpenedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "build", description = "Build an image from a Dockerfile.")
final class ImageBuildCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-t", "--tag"},
      paramLabel = "NAME[:TAG]",
      description = "Name of the result.")
  private List<String> tags = List.of();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The Dockerfile; \"-\" is standard input.")
  private @Nullable String file;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only the image's id.")
  private boolean quiet;

  @Option(names = "--progress", paramLabel = "KIND", description = "auto, plain or quiet.")
  private String progress = "auto";

  @Option(
      names = "--why",
      description = "Say for each step that did not come from the cache what has changed.")
  private boolean why;

  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Label of the image.")
  private List<String> labels = List.of();

  @Option(
      names = "--build-context",
      paramLabel = "NAME=PLACE",
      description = "Further context: a directory, docker-image://, oci-layout://, an address.")
  private List<String> contexts = List.of();

  @Option(names = "--iidfile", paramLabel = "FILE", description = "Write the image's id there.")
  private @Nullable String idFile;

  @Mixin private ImageBuildOptions options = new ImageBuildOptions();

  @Option(
      names = {"--cache-from", "--cache-to"},
      description = "Accepted.")
  @SuppressWarnings("unused") // accepted
  private @Nullable String ignored;

  @Parameters(
      paramLabel = "PATH|URL|-",
      arity = "1",
      description = "Directory, repository or archive with the files; \"-\" is standard input.")
  private String context = ".";

  ImageBuildCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    BuildOptions how = options.read(session.invocation());
    try (OpenedSource source = source(how)) {
      BuildRequest request =
          new BuildRequest(source.source(), how, tags, EnvironmentSyntax.pairs(labels));
      BuildListener listener =
          quiet || progress.equals("quiet") ? BuildListener.none() : new BuildLines(session.err());
      BuildResult result = session.engine().builds().build(request, session.caller(), listener);
      String id = result.image().toString();
      if (why) {
        result.reasons().forEach(reason -> session.err().println("why: " + reason));
      }
      if (quiet) {
        session.out().println(id);
      }
      writeId(id);
    }
    return ExitCode.OK;
  }

  private OpenedSource source(BuildOptions how) {
    boolean local = !context.equals("-") && !OpenedSource.isRemote(context);
    String place = local ? session.invocation().resolve(context).toString() : context;
    return session
        .engine()
        .builds()
        .open(place, dockerfile(local), how, session.invocation().in())
        .with(named());
  }

  /** In a local context it is a path of the caller's; elsewhere it lies in the context. */
  private @Nullable String dockerfile(boolean local) {
    boolean path = file != null && !file.equals("-") && !OpenedSource.isRemote(file);
    return file != null && local && path ? session.invocation().resolve(file).toString() : file;
  }

  private Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    for (String text : contexts) {
      int equals = text.indexOf('=');
      if (equals <= 0 || equals == text.length() - 1) {
        throw new JstackException("invalid --build-context \"" + text + "\": expected NAME=PLACE");
      }
      named.put(text.substring(0, equals), place(text.substring(equals + 1)));
    }
    return named;
  }

  private String place(String value) {
    String layout = "oci-layout://";
    if (value.startsWith(layout)) {
      return layout + session.invocation().resolve(value.substring(layout.length()));
    }
    boolean remote = value.contains("://") || OpenedSource.isRemote(value);
    return remote ? value : session.invocation().resolve(value).toString();
  }

  private void writeId(String id) {
    if (idFile != null) {
      try {
        Files.writeString(session.invocation().resolve(idFile), id);
      } catch (IOException e) {
        throw new JstackException("--iidfile: cannot write " + idFile, e);
      }
    }
  }
}
