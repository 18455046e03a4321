package dev.jstack.compose.model;

import dev.jstack.compose.text.Nearest;
import dev.jstack.runtime.NotFoundException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Compose project, loaded and checked.
 *
 * @param name lower-case letters, digits, {@code _} and {@code -}
 * @param separator between the parts of containers' names: {@code -}, or {@code _} as Compose of
 *     old
 * @param directory absolute; relative paths of the files are resolved from it
 * @param files the Compose files, absolute, in merge order
 * @param environmentFiles the env files used for interpolation, absolute
 * @param services the active ones, dependencies first
 * @param disabled names of services whose profiles are not active
 * @param networks by key, those in use
 * @param volumes by key, those in use
 * @param configs by key, those in use
 * @param secrets by key, those in use
 * @param digests what the engine found in files
 */
public record Project(
    String name,
    String separator,
    Path directory,
    List<Path> files,
    List<Path> environmentFiles,
    Map<String, Service> services,
    Set<String> disabled,
    Map<String, ProjectNetwork> networks,
    Map<String, ProjectVolume> volumes,
    Map<String, ProjectFile> configs,
    Map<String, ProjectFile> secrets,
    ContentDigests digests) {
  public Project {
    files = List.copyOf(files);
    environmentFiles = List.copyOf(environmentFiles);
    services = ordered(services);
    disabled = Set.copyOf(disabled);
    networks = ordered(networks);
    volumes = ordered(volumes);
    configs = ordered(configs);
    secrets = ordered(secrets);
  }

  /** The service, or an error that the user understands. */
  public Service service(String service) {
    Service found = services.get(service);
    if (found == null) {
      throw noSuchService(service, services.keySet());
    }
    return found;
  }

  /** What a user is told who names a service that isn't one of these. */
  public static NotFoundException noSuchService(String service, Collection<String> known) {
    String hint = Nearest.among(service, known);
    return hint == null
        ? new NotFoundException("service", service)
        : new NotFoundException("service", service, hint);
  }

  /** The same project with another definition of a service. */
  public Project with(Service changed) {
    Map<String, Service> all = new LinkedHashMap<>(services);
    all.put(changed.name(), changed);
    return new Project(
        name,
        separator,
        directory,
        files,
        environmentFiles,
        all,
        disabled,
        networks,
        volumes,
        configs,
        secrets,
        digests);
  }

  /** The same project with content digests to compare. */
  public Project withDigests(ContentDigests found) {
    return new Project(
        name,
        separator,
        directory,
        files,
        environmentFiles,
        services,
        disabled,
        networks,
        volumes,
        configs,
        secrets,
        found);
  }

  private static <T> Map<String, T> ordered(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
