package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.load.ConfigWriter;
import dev.jstack.compose.load.Leave;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.load.ModelSelection;
import dev.jstack.compose.load.Origins;
import dev.jstack.compose.load.PartialModel;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.load.WrittenModel;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.compose.text.TemplateVariables;
import dev.jstack.console.Table;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose config}. */
@Command(
    name = "config",
    description = "Check the compose files and print them merged, resolved, in canonical form.")
@Inert(names = "--no-env-resolution", because = "env_file belongs to the model", fulfilled = true)
public final class ConfigCommand implements ReadOnly {
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
      description = "Write to a file instead of standard output.")
  private @Nullable String output;

  @Option(names = "--no-interpolate", description = "Leave variables as they are written.")
  private boolean written;

  @Option(names = "--no-normalize", description = "Leave out what is implied.")
  private boolean noDefaults;

  @Option(names = "--no-path-resolution", description = "Leave relative paths as they are.")
  private boolean noPaths;

  @Option(names = "--no-consistency", description = "Don't check what refers to what.")
  private boolean noConsistency;

  @Option(
      names = "--resolve-image-digests",
      description = "Put the digests that the registries have into the images' names.")
  private boolean resolve;

  @ArgGroup private Part part = new Part();

  @Parameters(paramLabel = "SERVICE", description = "Only these, and what they need.")
  private List<String> services = List.of();

  /** What to print in place of the model. */
  private static final class Part {
    boolean any() {
      return services
          || volumes
          || networks
          || images
          || models
          || profiles
          || hash != null
          || environment;
    }

    @Option(names = "--services", description = "Print the services' names.")
    boolean services;

    @Option(names = "--volumes", description = "Print the volumes' names.")
    boolean volumes;

    @Option(names = "--networks", description = "Print the networks' names.")
    boolean networks;

    @Option(names = "--images", description = "Print the images' names.")
    boolean images;

    @Option(names = "--models", description = "Print the models' names.")
    boolean models;

    @Option(names = "--profiles", description = "Print the profiles' names.")
    boolean profiles;

    @Option(
        names = "--hash",
        paramLabel = "SERVICES",
        description = "Print the hash of services' configurations: \"*\", or names with commas.")
    @Nullable String hash;

    @Option(names = "--environment", description = "Print the variables used for interpolation.")
    boolean environment;

    @Option(
        names = "--origins",
        description = "Print the model with where each value comes from and what it replaced.")
    boolean origins;

    @Option(names = "--variables", description = "Print the variables that the files use.")
    boolean variables;

    @Option(
        names = "--lock-image-digests",
        description = "Print an override file that fixes the images' digests.")
    boolean lock;
  }

  public ConfigCommand(Session session) {
    this.session = session;
  }

  /** Needs no engine. */
  @Override
  public Integer call() {
    ProjectAccess access = new ProjectAccess(session);
    if (part.variables) {
      variables(WrittenModel.read(access.request(services)));
      return ExitCode.OK;
    }
    Leave leave = new Leave(written, noDefaults, noPaths, noConsistency);
    if (!leave.equals(Leave.NOTHING) && !part.any() && !part.lock) {
      partial(access, leave);
      return ExitCode.OK;
    }
    LoadedProject loaded = access.load(services);
    if (!quiet) {
      write(text(loaded));
    }
    return ExitCode.OK;
  }

  private void partial(ProjectAccess access, Leave leave) {
    PartialModel model = ProjectLoader.partial(access.request(services), leave);
    access.tell(model.warnings());
    model.select(services);
    if (resolve) {
      model.change(new ImageLocks(session)::in);
    }
    if (!quiet) {
      write(format.equals("json") ? model.json() : model.yaml());
    }
  }

  private String text(LoadedProject loaded) {
    Map<String, @Nullable Object> model =
        services.isEmpty() ? loaded.canonical() : ModelSelection.of(loaded.canonical(), services);
    if (resolve || part.lock) {
      ImageLocks locks = new ImageLocks(session);
      model = part.lock ? locks.override(model) : locks.in(model);
    }
    if (part.services) {
      return lines(keys(model, "services"));
    }
    if (part.volumes) {
      return lines(keys(model, "volumes"));
    }
    if (part.networks) {
      return lines(keys(model, "networks"));
    }
    if (part.models) {
      return lines(models(model));
    }
    if (part.profiles) {
      return lines(loaded.profiles());
    }
    if (part.environment) {
      return lines(
          new TreeMap<>(loaded.environment())
              .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }
    if (part.images) {
      return lines(
          chosen(loaded, keys(model, "services")).map(s -> s.image().reference()).toList());
    }
    if (part.origins) {
      return origins(loaded, model);
    }
    return part.hash == null ? document(model) : hashes(loaded, part.hash);
  }

  private String origins(LoadedProject loaded, Map<String, @Nullable Object> model) {
    Origins origins = Origins.of(loaded, model);
    return format.equals("json") ? origins.json() : origins.yaml(model);
  }

  private String document(Map<String, @Nullable Object> model) {
    return switch (format) {
      case "yaml" -> ConfigWriter.yaml(model);
      case "json" -> ConfigWriter.json(model);
      default ->
          throw new JstackException("unknown format \"" + format + "\"; expected yaml or json");
    };
  }

  private static String hashes(LoadedProject loaded, String wanted) {
    Collection<String> names =
        wanted.equals("*")
            ? loaded.project().services().keySet()
            : Arrays.asList(wanted.split(",", -1));
    return lines(
        chosen(loaded, names)
            .map(s -> s.name() + " " + ServiceContainer.hash(s, loaded.project().digests()))
            .toList());
  }

  private static Stream<Service> chosen(LoadedProject loaded, Collection<String> names) {
    return names.stream()
        .map(name -> loaded.project().service(name))
        .sorted(Comparator.comparing(Service::name));
  }

  /** What they are called where they come from. */
  private static List<String> models(Map<String, @Nullable Object> model) {
    return model.get("models") instanceof Map<?, ?> map
        ? map.values().stream()
            .filter(Map.class::isInstance)
            .map(one -> String.valueOf(((Map<?, ?>) one).get("model")))
            .toList()
        : List.of();
  }

  private static List<String> keys(Map<String, @Nullable Object> model, String section) {
    return model.get(section) instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).filter(k -> !k.startsWith("x-")).toList()
        : List.of();
  }

  private static String lines(Collection<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void variables(WrittenModel model) {
    if (format.equals("json")) {
      Map<String, Object> json = new LinkedHashMap<>();
      model.variables().forEach((name, variable) -> json.put(name, json(variable)));
      write(Json.pretty(json) + "\n\n");
      return;
    }
    Table table = Table.wide(List.of("NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE"));
    model
        .variables()
        .values()
        .forEach(v ->
            table.row(v.name(), Boolean.toString(v.required()), v.otherwise(), v.replacement()));
    write(table.toString());
  }

  private static Map<String, Object> json(TemplateVariables.Variable variable) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Name", variable.name());
    json.put("DefaultValue", variable.otherwise());
    json.put("PresenceValue", variable.replacement());
    json.put("Required", variable.required());
    return json;
  }

  private void write(String text) {
    if (output == null) {
      session.out().print(text);
      return;
    }
    try {
      Files.writeString(session.invocation().resolve(output), text);
    } catch (NoSuchFileException e) {
      throw new JstackException("cannot write " + output + ": no such directory", e);
    } catch (IOException e) {
      throw new JstackException("cannot write " + output + ": " + e.getMessage(), e);
    }
  }
}
