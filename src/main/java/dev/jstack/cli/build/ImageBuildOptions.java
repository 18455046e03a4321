package dev.jstack.cli.build;

import dev.jstack.cli.container.ContainerSpecs;
import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.cli.option.Quantities;
import dev.jstack.console.Invocation;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.CacheSyntax;
import dev.jstack.runtime.build.request.SshSyntax;
import dev.jstack.runtime.image.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code build} that say how the steps run. */
final class ImageBuildOptions {
  @Option(names = "--build-arg", paramLabel = "NAME[=VALUE]", description = "Build argument.")
  private List<String> arguments = List.of();

  @Option(names = "--target", paramLabel = "STAGE", description = "Stage to build.")
  private @Nullable String target;

  @Option(names = "--no-cache", description = "Run every step.")
  private boolean noCache;

  @Option(
      names = "--no-cache-filter",
      paramLabel = "STAGE",
      split = ",",
      description = "Run every step of this stage.")
  private List<String> noCacheStages = List.of();

  @Option(names = "--pull", description = "Ask for newer base images.")
  private boolean pull;

  @Option(
      names = "--secret",
      paramLabel = "id=ID[,src=FILE|,env=NAME]",
      description = "Secret for RUN --mount=type=secret.")
  private List<String> secrets = List.of();

  @Option(
      names = "--ssh",
      paramLabel = "default|ID[=SOCKET|KEY[,KEY]]",
      description = "Agent or keys for RUN --mount=type=ssh and for git.")
  private List<String> ssh = List.of();

  @Option(names = "--network", paramLabel = "MODE", description = "default, host or none.")
  private String network = "default";

  @Option(names = "--add-host", paramLabel = "NAME:IP", description = "Line of /etc/hosts.")
  private List<String> hosts = List.of();

  @Option(names = "--shm-size", paramLabel = "BYTES", description = "Size of /dev/shm.")
  private @Nullable String shmSize;

  @Option(names = "--ulimit", paramLabel = "NAME=SOFT[:HARD]", description = "Resource limit.")
  private List<String> ulimits = List.of();

  @Option(names = "--platform", paramLabel = "OS/ARCH", description = "What the result runs on.")
  private @Nullable String platform;

  @Option(
      names = "--cache-from",
      paramLabel = "IMAGE|type=KIND,…",
      description = "Use the steps that another build has put there: registry or local.")
  private List<String> cacheFrom = List.of();

  @Option(
      names = "--cache-to",
      paramLabel = "type=KIND,…",
      description = "Put the steps of this build there: inline, registry or local.")
  private List<String> cacheTo = List.of();

  BuildOptions read(Invocation invocation) {
    return new BuildOptions(
        target,
        arguments(invocation),
        noCache,
        pull,
        network,
        hosts(),
        new BuildSecrets(invocation).all(secrets),
        shmSize == null ? 0 : Quantities.bytes(shmSize),
        limits(),
        new SshSyntax(invocation::resolve, invocation.environment()).all(ssh),
        platform == null ? null : platform(platform),
        Set.copyOf(noCacheStages),
        new CacheSyntax(invocation::resolve).from(cacheFrom),
        new CacheSyntax(invocation::resolve).to(cacheTo));
  }

  /** As with buildx, the caller's SOURCE_DATE_EPOCH counts without being named. */
  private Map<String, String> arguments(Invocation invocation) {
    Map<String, String> all =
        new LinkedHashMap<>(new EnvironmentSyntax(invocation).present(arguments));
    String epoch = invocation.environment().get("SOURCE_DATE_EPOCH");
    if (epoch != null && !epoch.isEmpty()) {
      all.putIfAbsent("SOURCE_DATE_EPOCH", epoch);
    }
    return all;
  }

  private Map<String, String> hosts() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String host : hosts) {
      String[] parts = host.split("[:=]", 2);
      if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        throw new JstackException("invalid --add-host \"" + host + "\": expected NAME:IP");
      }
      all.put(parts[0], parts[1].replaceFirst("^\\[(.*)\\]$", "$1"));
    }
    return all;
  }

  private Map<String, List<Long>> limits() {
    Map<String, List<Long>> all = new LinkedHashMap<>();
    for (String text : ulimits) {
      var limit = ContainerSpecs.ulimit(text);
      all.put(limit.name(), List.of(limit.soft(), limit.hard()));
    }
    return all;
  }

  private static Platform platform(String text) {
    if (text.contains(",")) {
      throw new JstackException(
          "--platform " + text + ": one platform at a time", "build once for each", null);
    }
    try {
      return Platform.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JstackException("--" + e.getMessage(), e);
    }
  }
}
