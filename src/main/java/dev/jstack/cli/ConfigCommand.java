package dev.jstack.cli;

import dev.jstack.compose.load.ConfigWriter;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "config", description = "Show the project's model in canonical form.")
final class ConfigCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--format", paramLabel = "FORMAT", description = "yaml or json.")
  private String format = "yaml";

  @Option(
      names = {"-q", "--quiet"},
      description = "Only check.")
  private boolean quiet;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Instead of standard output.")
  private @Nullable String output;

  @Option(names = "--services", description = "Only the services' names.")
  private boolean onlyServices;

  @Option(names = "--volumes", description = "Only the volumes' names.")
  private boolean onlyVolumes;

  @Option(names = "--networks", description = "Only the networks' names.")
  private boolean onlyNetworks;

  @Option(names = "--images", description = "Only the images' names.")
  private boolean onlyImages;

  @Option(names = "--profiles", description = "Only the profiles.")
  private boolean onlyProfiles;

  @Option(names = "--hash", paramLabel = "SERVICE", description = "Only the hashes; \"*\" is all.")
  private @Nullable String hash;

  @Option(names = "--no-interpolate", description = "Leave variables as they are.")
  private boolean noInterpolate;

  @Option(
      names = {"--no-normalize", "--no-path-resolution", "--no-consistency", "--no-env-resolution"},
      description = "Accepted.")
  @SuppressWarnings("unused") // accepted
  private boolean raw;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var access = new ProjectAccess(session);
    LoadedProject loaded =
        noInterpolate ? access.loadQuietly(services, false) : access.load(services);
    String text = text(loaded);
    if (quiet) {
      return ExitCode.OK;
    }
    if (output == null) {
      session.out().print(text);
      return ExitCode.OK;
    }
    try {
      Files.writeString(session.invocation().resolve(output), text);
    } catch (IOException e) {
      throw new JstackException("cannot write " + output + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private String text(LoadedProject loaded) {
    Project project = loaded.project();
    if (onlyServices) {
      return lines(project.services().keySet().stream());
    } else if (onlyVolumes) {
      return lines(project.volumes().keySet().stream());
    } else if (onlyNetworks) {
      return lines(project.networks().keySet().stream());
    } else if (onlyImages) {
      return lines(project.services().values().stream().map(s -> s.image().reference()).distinct());
    } else if (onlyProfiles) {
      return lines(
          project.services().values().stream().flatMap(s -> s.profiles().stream()).distinct().sorted());
    } else if (hash != null) {
      return lines(hashes(project));
    }
    return switch (format) {
      case "yaml" -> ConfigWriter.yaml(chosen(loaded));
      case "json" -> ConfigWriter.json(chosen(loaded));
      default -> throw new JstackException("format: expected yaml or json, got \"" + format + "\"");
    };
  }

  /** The model with the named services and what they depend on, or all of it. */
  private Map<String, @Nullable Object> chosen(LoadedProject loaded) {
    if (services.isEmpty() || !(loaded.canonical().get("services") instanceof Map<?, ?> all)) {
      return loaded.canonical();
    }
    Set<String> wanted = new LinkedHashSet<>();
    services.forEach(name -> add(loaded.project(), name, wanted));
    Map<String, @Nullable Object> model = new LinkedHashMap<>(loaded.canonical());
    Map<String, @Nullable Object> some = new LinkedHashMap<>();
    all.forEach(
        (name, service) -> {
          if (wanted.contains(String.valueOf(name))) {
            some.put(String.valueOf(name), service);
          }
        });
    model.put("services", some);
    return model;
  }

  private static void add(Project project, String name, Set<String> wanted) {
    if (wanted.add(name)) {
      project.service(name).dependsOn().stream()
          .filter(dependency -> project.services().containsKey(dependency.service()))
          .forEach(dependency -> add(project, dependency.service(), wanted));
    }
  }

  private Stream<String> hashes(Project project) {
    List<String> wanted =
        "*".equals(hash) ? List.of() : List.of(String.valueOf(hash).split(",", -1));
    wanted.forEach(project::service);
    return project.services().values().stream()
        .filter(service -> wanted.isEmpty() || wanted.contains(service.name()))
        .map(
            service ->
                service.name()
                    + " "
                    + Digest.of(
                            Json.write(ServiceContainer.comparable(service, project.digests()))
                                .getBytes(StandardCharsets.UTF_8))
                        .hex());
  }

  private static String lines(Stream<String> texts) {
    return texts.map(text -> text + "\n").collect(Collectors.joining());
  }
}
