package dev.jstack.engine;

import dev.jstack.compose.model.Build;
import dev.jstack.compose.model.FileGrant;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectFile;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Labels;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.remote.OpenedSource;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSecret;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.build.request.CacheSyntax;
import dev.jstack.runtime.build.request.SshAccess;
import dev.jstack.runtime.build.request.SshSyntax;
import dev.jstack.runtime.image.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a service's {@code build} section to a request for the builder. */
final class ServiceBuilds {
  private static final String SERVICE = "service:";

  private ServiceBuilds() {}

  /** Whether the files must be fetched first. */
  static boolean isRemote(Build build) {
    return OpenedSource.isRemote(build.context());
  }

  /** Of a directory. */
  static BuildRequest request(
      Project project,
      Service service,
      Build build,
      BuildChanges changes,
      Map<String, String> environment) {
    return request(project, service, build, changes, environment, source(build));
  }

  /** Of files that are here, wherever they came from. */
  static BuildRequest request(
      Project project,
      Service service,
      Build build,
      BuildChanges changes,
      Map<String, String> environment,
      BuildSource source) {
    List<String> tags = new ArrayList<>();
    tags.add(service.image().reference());
    tags.addAll(build.tags());
    return new BuildRequest(
        source.with(contexts(project, build)),
        options(project, build, changes, environment),
        tags,
        labels(project, service, build));
  }

  private static BuildSource source(Build build) {
    Path directory = Path.of(build.context());
    if (build.context().contains("://")) {
      throw new JstackException(
          "build context "
              + build.context()
              + ": expected a directory, or the address of a"
              + " repository or an archive");
    }
    return build.dockerfileInline() != null
        ? BuildSource.inline(directory, build.dockerfileInline())
        : BuildSource.load(directory, Path.of(build.dockerfile()));
  }

  private static Map<String, String> contexts(Project project, Build build) {
    Map<String, String> contexts = new LinkedHashMap<>();
    build
        .additionalContexts()
        .forEach((name, value) ->
            contexts.put(
                name,
                value.startsWith(SERVICE)
                    ? "docker-image://"
                        + project.service(value.substring(SERVICE.length())).image().reference()
                    : value));
    return contexts;
  }

  /** {@code environment} is the caller's, empty for nobody's. */
  static BuildOptions options(
      Project project, Build build, BuildChanges changes, Map<String, String> environment) {
    Map<String, String> arguments = new LinkedHashMap<>(build.args());
    arguments.putAll(changes.arguments());
    return new BuildOptions(
        build.target(),
        arguments,
        build.noCache() || changes.noCache(),
        build.pull() || changes.pull(),
        build.network() == null ? "default" : build.network(),
        hosts(build),
        secrets(project, build),
        build.shmBytes() == null ? 0 : build.shmBytes(),
        ulimits(build),
        ssh(project, build, changes, environment),
        build.platforms().size() == 1 ? Platform.parse(build.platforms().getFirst()) : null,
        Set.copyOf(build.noCacheStages()),
        syntax(project).from(build.cacheFrom()),
        syntax(project).to(build.cacheTo()));
  }

  /** Nobody's environment has no agent: then a step that needs one says so. */
  private static SshAccess ssh(
      Project project, Build build, BuildChanges changes, Map<String, String> environment) {
    List<String> entries = new ArrayList<>(build.ssh());
    entries.addAll(changes.ssh());
    return environment.isEmpty() || entries.isEmpty()
        ? SshAccess.NONE
        : new SshSyntax(project.directory()::resolve, environment).all(entries);
  }

  private static CacheSyntax syntax(Project project) {
    return new CacheSyntax(project.directory()::resolve);
  }

  private static Map<String, List<Long>> ulimits(Build build) {
    Map<String, List<Long>> limits = new LinkedHashMap<>();
    build.ulimits().forEach(limit -> limits.put(limit.name(), List.of(limit.soft(), limit.hard())));
    return limits;
  }

  private static Map<String, String> hosts(Build build) {
    Map<String, String> hosts = new LinkedHashMap<>();
    for (String line : build.extraHosts()) {
      int equals = line.indexOf('=');
      hosts.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return hosts;
  }

  private static Map<String, BuildSecret> secrets(Project project, Build build) {
    Map<String, BuildSecret> secrets = new LinkedHashMap<>();
    for (FileGrant grant : build.secrets()) {
      ProjectFile file = project.secrets().get(grant.source());
      if (file != null && file.external()) {
        throw new JstackException("build: unsupported external secret " + grant.source());
      }
      if (file != null) {
        secrets.put(
            grant.target(),
            file.file() != null
                ? new BuildSecret.File(Path.of(file.file()))
                : new BuildSecret.Value(String.valueOf(file.content())));
      }
    }
    return secrets;
  }

  private static Map<String, String> labels(Project project, Service service, Build build) {
    Map<String, String> labels = new LinkedHashMap<>(build.labels());
    labels.put(Labels.PROJECT, project.name());
    labels.put(Labels.SERVICE, service.name());
    return labels;
  }
}
