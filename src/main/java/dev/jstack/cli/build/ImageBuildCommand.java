package dev.jstack.cli.build;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.WithoutRoot;
import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.BuildResult;
import dev.jstack.runtime.build.remote.OpenedSource;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.registry.LayerListener;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack build}. */
@Command(name = "build", description = "Build an image from a Dockerfile.")
@Inert(names = "--annotation", value = "NAME=VALUE", because = "images have labels only")
@Inert(names = "--attest", value = "TEXT", because = "images have no attestations")
@Inert(names = "--provenance", value = "TEXT", because = "images have no attestations")
@Inert(names = "--sbom", value = "TEXT", because = "images have no attestations")
@Inert(names = "--builder", value = "NAME", because = "there is one builder")
@Inert(
    names = "--allow",
    value = "ENTITLEMENT",
    because = "nothing has to be allowed",
    fulfilled = true)
public final class ImageBuildCommand implements Callable<Integer> {
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

  @Option(
      names = "--progress",
      paramLabel = "KIND",
      description = "auto, plain, tty, quiet or rawjson.")
  private String progress = "auto";

  @Option(
      names = "--why",
      description = "Say for each step that did not come from the cache what has changed.")
  private boolean why;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR|type=KIND,dest=PLACE",
      description = "What becomes of the result: an image unless this says local, tar, oci, ….")
  private List<String> outputs = List.of();

  @Option(names = "--load", description = "The result becomes an image, also beside --output.")
  private boolean load;

  @Option(names = "--push", description = "Send the result to its registry.")
  private boolean push;

  @Option(names = "--check", description = "Look for mistakes and build nothing.")
  private boolean check;

  @Option(
      names = "--call",
      paramLabel = "WHAT",
      description = "check, outline or targets: tell about the Dockerfile and build nothing.")
  private String call = "build";

  @Option(
      names = "--metadata-file",
      paramLabel = "FILE",
      description = "Write the image's digest and name there, as JSON.")
  private @Nullable String metadata;

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

  @Parameters(
      paramLabel = "PATH|URL|-",
      arity = "1",
      description = "Directory, repository or archive with the files; \"-\" is standard input.")
  private String context = ".";

  public ImageBuildCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    BuildOptions how = options.read(session.invocation());
    BuildOutputs.Wanted wanted = wanted();
    try (OpenedSource source = source(how)) {
      if (check || !call.equals("build")) {
        var outline = session.engine().builds().outline(source.source(), how);
        return new BuildCheckReport(outline, session.out()).print(check ? "check" : call);
      }
      new WithoutRoot(session).tellOfUsers();
      build(source, how, wanted);
    }
    return ExitCode.OK;
  }

  private BuildOutputs.Wanted wanted() {
    List<String> texts = new ArrayList<>(outputs);
    if (load && !texts.isEmpty()) {
      texts.add("type=image");
    }
    return new BuildOutputs(session.invocation()).all(texts);
  }

  private void build(OpenedSource source, BuildOptions how, BuildOutputs.Wanted wanted) {
    List<String> names = new ArrayList<>(tags);
    names.addAll(wanted.names());
    BuildRequest request =
        new BuildRequest(
            source.source(), how, names, EnvironmentSyntax.pairs(labels), wanted.outputs());
    BuildResult result;
    try (BuildDisplay display =
        quiet ? BuildDisplay.quiet() : BuildDisplay.open(progress, session.invocation())) {
      result = session.engine().builds().build(request, session.caller(), display);
    }
    String id = result.image().toString();
    if (why) {
      result.reasons().forEach(reason -> session.err().println("why: " + reason));
    }
    if (quiet) {
      session.out().println(id);
    }
    if (push || wanted.push()) {
      push(result.tags());
    }
    write("--iidfile", idFile, id);
    write("--metadata-file", metadata, metadata(id, result.tags()));
  }

  private void push(List<String> names) {
    if (names.isEmpty()) {
      throw new JstackException("tag is needed when pushing to registry", "give -t NAME", null);
    }
    for (String name : names) {
      var reference = ImageReference.parse(name);
      var pushed =
          session.engine().images().push(reference, session.caller(), LayerListener.none());
      session.err().println("pushed " + reference.familiar() + ": " + pushed.digest());
    }
  }

  /** What BuildKit tells of an image. */
  private static String metadata(String id, List<String> names) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("containerimage.config.digest", id);
    facts.put("containerimage.digest", id);
    if (!names.isEmpty()) {
      facts.put("image.name", String.join(",", names));
    }
    return Json.pretty(facts);
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

  private void write(String option, @Nullable String name, String text) {
    if (name != null) {
      try {
        Files.writeString(session.invocation().resolve(name), text);
      } catch (IOException e) {
        throw new JstackException(option + ": cannot write " + name + ": " + e.getMessage(), e);
      }
    }
  }
}
