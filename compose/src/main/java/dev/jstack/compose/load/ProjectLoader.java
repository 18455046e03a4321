package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.load.Assembly.Parsed;
import dev.jstack.compose.load.Assembly.Scope;
import dev.jstack.compose.model.ContentDigests;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.read.ProjectReader;
import dev.jstack.compose.shape.CanonicalOrder;
import dev.jstack.compose.verify.Verifier;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceLocation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Compose files into a checked project: find, parse, interpolate, check, canonicalise,
 * extend, include, merge, select by profile, normalise, verify, read.
 */
public final class ProjectLoader {
  private static final RecentLoads RECENT = new RecentLoads();

  private final LoadRequest request;
  private final FileView view;
  private final Leave leave;
  private final Problems problems = new Problems();
  private final Set<Path> used = new LinkedHashSet<>();

  private ProjectLoader(LoadRequest request, FileView view, Leave leave) {
    this.view = view;
    this.request = request;
    this.leave = leave;
  }

  /**
   * Finds, reads, merges and checks the files. All problems are reported at once.
   *
   * @throws dev.jstack.runtime.SourceException with every problem found, in file order
   * @throws JstackException if there is no file to read
   */
  public static LoadedProject load(LoadRequest request) {
    return RECENT.of(request, view -> new ProjectLoader(request, view, Leave.NOTHING).load());
  }

  /**
   * The COMPOSE_* variables of the project's env files, read without its Compose files; none where
   * the env files can't be read.
   */
  public static Map<String, String> settings(LoadRequest request) {
    Map<String, String> settings = new LinkedHashMap<>();
    Sources.variables(request, new FileView(request.directory()), new Problems())
        .texts()
        .forEach((name, value) -> {
          if (name.startsWith("COMPOSE_")) {
            settings.put(name, value);
          }
        });
    return settings;
  }

  /** The model when some of the work is left out; it is for reading only. */
  public static PartialModel partial(LoadRequest request, Leave leave) {
    ProjectLoader loader = new ProjectLoader(request, new FileView(request.directory()), leave);
    Mapping model = loader.model().model();
    return new PartialModel(model, leave.written(), loader.problems.warnings());
  }

  /** What is known when the model is complete. */
  private record Stage(
      String name, Sources sources, Environment environment, Profiles profiles, Mapping model) {}

  private Stage model() {
    Sources sources = Sources.find(request, view, problems);
    FileLoader files = new FileLoader(problems, leave);
    List<Parsed> parsed =
        sources.files().stream().map(file -> new Parsed(file, files.parse(file))).toList();
    List<Node> documents = parsed.stream().flatMap(p -> p.documents().stream()).toList();
    if (documents.isEmpty()) {
      problems.check();
      String file = sources.files().getFirst().name();
      throw new JstackException(file + ": empty compose file", "it needs at least services:", null);
    }
    String name = ProjectName.of(request.projectName(), sources, documents);
    Environment environment = sources.environment().with("COMPOSE_PROJECT_NAME", name);
    Mapping merged =
        new Assembly(problems, files, view)
            .assemble(parsed, new Scope(sources.directory(), environment, List.of()));
    Profiles profiles = Profiles.apply(merged, request, environment);
    Mapping model = normalised(name, sources, environment, profiles);
    problems.check();
    used.addAll(files.read());
    return new Stage(name, sources, environment, profiles, model);
  }

  private Map<String, String> variables(Sources sources, String name) {
    Map<String, String> variables = new LinkedHashMap<>(sources.environment().texts());
    variables.putAll(request.environment());
    variables.put("COMPOSE_PROJECT_NAME", name);
    return variables;
  }

  private Mapping normalised(
      String name, Sources sources, Environment environment, Profiles profiles) {
    EnvFiles envFiles = new EnvFiles(sources.directory(), environment, problems);
    Normaliser normaliser = new Normaliser(name, environment, envFiles, leave);
    Mapping model = normaliser.normalise(profiles.model());
    used.addAll(envFiles.named());
    used.addAll(sources.environment().files());
    used.add(sources.directory().resolve(".env"));
    if (!leave.consistency() && !leave.written()) {
      verify(model, profiles);
    }
    if (model.mapping("services").entries().isEmpty() && profiles.disabled().isEmpty()) {
      SourceLocation file = SourceLocation.of(sources.files().getFirst().name());
      problems.warn(Code.NO_SERVICE, file, "no service is defined");
    }
    return normaliser.named(model, request.allResources());
  }

  private void verify(Mapping model, Profiles profiles) {
    Verifier.verify(model, profiles.disabled(), problems);
    Mapping services = Dependencies.ofThoseThere(model).mapping("services");
    List<String> circle = Dependencies.circle(services);
    if (!circle.isEmpty()) {
      SourceLocation place =
          services.mapping(circle.getFirst()).mapping("depends_on").place(circle.get(1));
      problems.error(
          Code.DEPENDENCY_CIRCLE,
          place,
          "dependency cycle detected: " + String.join(" -> ", circle),
          "one of them must start without the other");
    }
  }

  private LoadedProject load() {
    Stage stage = model();
    Mapping model = Dependencies.ofThoseThere(stage.model());
    Sources sources = stage.sources();
    Profiles profiles = stage.profiles();
    Map<String, @Nullable Object> canonical = CanonicalOrder.of(stage.model());
    String separator = ProjectName.separator(stage.environment());
    ProjectReader reader = new ProjectReader(stage.name() + separator, model, canonical);
    Map<String, Service> services = new LinkedHashMap<>();
    for (String service : Dependencies.order(model.mapping("services"))) {
      services.put(service, reader.service(service));
    }
    for (String wanted : request.services()) {
      if (!services.containsKey(wanted)) {
        throw Project.noSuchService(wanted, services.keySet());
      }
    }
    Project project =
        new Project(
            stage.name(),
            separator,
            sources.directory(),
            sources.files().stream().map(SourceText::path).toList(),
            sources.environment().files(),
            services,
            profiles.disabled().keySet(),
            reader.networks(),
            reader.volumes(),
            reader.files("configs", stage.environment()),
            reader.files("secrets", stage.environment()),
            ContentDigests.none());
    return new LoadedProject(
        project,
        problems.warnings(),
        canonical,
        stage.model(),
        profiles.known(),
        variables(sources, stage.name()),
        used);
  }
}
