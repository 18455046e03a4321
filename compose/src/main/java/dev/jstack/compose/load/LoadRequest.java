package dev.jstack.compose.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about which project to load.
 *
 * @param directory the caller's working directory, absolute
 * @param environment the caller's environment
 * @param files {@code -f}, in order; {@code -} is standard input; empty to search
 * @param standardInput the text for {@code -}, or null
 * @param projectDirectory {@code --project-directory}, or null
 * @param projectName {@code -p}, or null
 * @param environmentFiles {@code --env-file}
 * @param profiles {@code --profile}; empty to take COMPOSE_PROFILES
 * @param services named on the command line: their profiles become active; unknown ones are errors
 * @param allResources networks, volumes, configs and secrets stay that no service uses
 */
public record LoadRequest(
    Path directory,
    Map<String, String> environment,
    List<String> files,
    @Nullable String standardInput,
    @Nullable Path projectDirectory,
    @Nullable String projectName,
    List<String> environmentFiles,
    List<String> profiles,
    List<String> services,
    boolean allResources) {
  public LoadRequest {
    environment = Map.copyOf(environment);
    files = List.copyOf(files);
    environmentFiles = List.copyOf(environmentFiles);
    profiles = List.copyOf(profiles);
    services = List.copyOf(services);
  }

  /** No options: the project found from {@code directory} upward. */
  public static LoadRequest in(Path directory, Map<String, String> environment) {
    return new LoadRequest(
        directory,
        environment,
        List.of(),
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  /** These files instead of a search. */
  public LoadRequest withFiles(String... names) {
    return new LoadRequest(
        directory,
        environment,
        List.of(names),
        standardInput,
        projectDirectory,
        projectName,
        environmentFiles,
        profiles,
        services,
        allResources);
  }

  /** With a text for {@code -}. */
  public LoadRequest withStandardInput(String text) {
    return new LoadRequest(
        directory,
        environment,
        files,
        text,
        projectDirectory,
        projectName,
        environmentFiles,
        profiles,
        services,
        allResources);
  }

  /** With these profiles active. */
  public LoadRequest withProfiles(String... names) {
    return new LoadRequest(
        directory,
        environment,
        files,
        standardInput,
        projectDirectory,
        projectName,
        environmentFiles,
        List.of(names),
        services,
        allResources);
  }

  /** Only these services, and those they depend on. */
  public LoadRequest withServices(String... names) {
    return new LoadRequest(
        directory,
        environment,
        files,
        standardInput,
        projectDirectory,
        projectName,
        environmentFiles,
        profiles,
        List.of(names),
        allResources);
  }
}
