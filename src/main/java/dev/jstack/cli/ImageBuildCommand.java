package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.BuildListener;
import dev.jstack.runtime.build.BuildOptions;
import dev.jstack.runtime.build.BuildRequest;
import dev.jstack.runtime.build.BuildSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  @Option(names = "--build-arg", paramLabel = "NAME[=VALUE]", description = "Build argument.")
  private List<String> arguments = List.of();

  @Option(names = "--target", paramLabel = "STAGE", description = "Stage to build.")
  private @Nullable String target;

  @Option(names = "--no-cache", description = "Run every step.")
  private boolean noCache;

  @Option(names = "--pull", description = "Accepted.")
  @SuppressWarnings("unused") // accepted
  private boolean pull;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only the image's id.")
  private boolean quiet;

  @Option(names = "--progress", paramLabel = "KIND", description = "auto, plain or quiet.")
  private String progress = "auto";

  @Option(names = "--secret", paramLabel = "id=ID[,src=FILE|,env=NAME]", description = "Secret.")
  private List<String> secrets = List.of();

  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Label of the image.")
  private List<String> labels = List.of();

  @Option(names = "--network", paramLabel = "MODE", description = "default, host, none.")
  private String network = "default";

  @Option(names = "--add-host", paramLabel = "NAME:IP", description = "Line of /etc/hosts.")
  private List<String> hosts = List.of();

  @Option(names = "--shm-size", paramLabel = "BYTES", description = "Size of /dev/shm.")
  private @Nullable String shmSize;

  @Option(names = "--build-context", paramLabel = "NAME=PATH", description = "Further context.")
  private List<String> contexts = List.of();

  @Option(names = "--iidfile", paramLabel = "FILE", description = "Write the image's id there.")
  private @Nullable String idFile;

  @Option(
      names = {"--platform", "--ssh", "--cache-from", "--cache-to"},
      description = "Accepted.")
  @SuppressWarnings("unused") // accepted
  private @Nullable String ignored;

  @Parameters(paramLabel = "PATH", arity = "1")
  private String context = ".";

  ImageBuildCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    BuildRequest request =
        new BuildRequest(source(), options(), tags, EnvironmentSyntax.pairs(labels));
    BuildListener listener =
        quiet || progress.equals("quiet") ? BuildListener.none() : new BuildLines(session.err());
    String id = session.engine().builds().build(request, listener).image().toString();
    if (quiet) {
      session.out().println(id);
    }
    writeId(id);
    return ExitCode.OK;
  }

  private BuildSource source() {
    boolean piped = context.equals("-");
    Path directory = piped ? null : session.invocation().resolve(context);
    BuildSource source =
        piped || "-".equals(file)
            ? BuildSource.inline(directory, standardInput())
            : BuildSource.load(
                session.invocation().resolve(context),
                file == null ? null : session.invocation().resolve(file));
    Map<String, String> named = new LinkedHashMap<>();
    EnvironmentSyntax.pairs(contexts)
        .forEach((name, value) ->
            named.put(
                name,
                value.contains("://") ? value : session.invocation().resolve(value).toString()));
    return source.with(named);
  }

  private BuildOptions options() {
    return new BuildOptions(
        target,
        new EnvironmentSyntax(session.invocation()).present(arguments),
        noCache,
        false,
        network,
        EnvironmentSyntax.pairs(
            hosts.stream().map(host -> host.replaceFirst("[:=]", "=")).toList()),
        new BuildSecrets(session.invocation()).all(secrets),
        shmSize == null ? 0 : Quantities.bytes(shmSize),
        Map.of());
  }

  private String standardInput() {
    try {
      return new String(session.invocation().in().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new JstackException("cannot read standard input", e);
    }
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
