package dev.jstack.compose.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.compose.model.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  private static final String WEB = "services: {web: {image: \"nginx:${TAG:-1}\"}}\n";

  @TempDir private Path temporary;
  private Path directory = Path.of("/");
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void directory() throws IOException {
    directory = Files.createDirectory(temporary.resolve("My.App"));
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Project load(String... files) {
    return ProjectLoader.load(request().withFiles(files)).project();
  }

  private LoadRequest request() {
    return LoadRequest.in(directory, environment);
  }

  private static String image(Project project) {
    return project.service("web").image().reference();
  }

  @Test
  void fileIsFoundFromASubdirectory() throws IOException {
    write("compose.yaml", WEB);
    write("a/b/c", "");

    Project project =
        ProjectLoader.load(LoadRequest.in(directory.resolve("a/b"), environment)).project();

    assertThat(project.directory()).isEqualTo(directory);
    assertThat(project.name()).isEqualTo("myapp");
  }

  @Test
  void namedEnvFilesAreInThePlaceOfTheDefaultOne() throws IOException {
    write("compose.yaml", WEB);
    write(".env", "TAG=default\n");
    write("other.env", "OTHER=1\n");

    assertThat(image(load())).isEqualTo("nginx:default");
    environment.put("COMPOSE_ENV_FILES", directory.resolve("other.env").toString());
    assertThat(image(load())).isEqualTo("nginx:1");
  }

  @Test
  void anOptionalDependencyOnWhatTakesNoPartStaysWrittenOnly() throws IOException {
    write(
        "compose.yaml",
        """
        services:
          web: {image: x, depends_on: {debug: {condition: service_started, required: false}}}
          debug: {image: x, profiles: [debug]}
        """);

    LoadedProject loaded = ProjectLoader.load(request());

    assertThat(ConfigWriter.yaml(loaded.canonical())).contains("      debug:\n");
    assertThat(ConfigWriter.yaml(ModelSelection.of(loaded.canonical(), List.of("web"))))
        .doesNotContain("debug");
    assertThat(loaded.project().service("web").dependsOn()).isEmpty();
  }

  @Test
  void overrideFileIsMergedUnlessFilesAreNamed() throws IOException {
    write("compose.yaml", WEB);
    write("compose.override.yaml", "services: {web: {image: other}}\n");

    assertThat(image(load())).isEqualTo("other");
    assertThat(image(load("compose.yaml"))).isEqualTo("nginx:1");
  }

  @Test
  void theVariablesOfWhatIsIncludedAreSources() throws IOException {
    write("compose.yaml", "include: [sub/a.yaml, {path: sub/b.yaml, env_file: [x.env, y.env]}]\n");
    write("sub/a.yaml", "services: {a: {image: a}}\n");
    write("sub/b.yaml", "services: {b: {image: b}}\n");
    write("x.env", "");
    write("y.env", "");

    assertThat(ProjectLoader.load(request()).sources())
        .map(path -> directory.relativize(path).toString())
        .containsExactlyInAnyOrder(
            "compose.yaml", ".env", "sub/a.yaml", "sub/.env", "sub/b.yaml", "x.env", "y.env");
  }

  @Test
  void firstNameWinsWithAWarning() throws IOException {
    write("compose.yaml", WEB);
    write("docker-compose.yml", "services: {old: {image: x}}\n");

    LoadedProject loaded = ProjectLoader.load(request());

    assertThat(loaded.project().services()).containsOnlyKeys("web");
    assertThat(loaded.warnings())
        .extracting(Object::toString)
        .containsExactly("compose.yaml: used, though there is also docker-compose.yml [JS008]");
  }

  @Test
  void callersVariableWinsOverTheEnvFile() throws IOException {
    write("compose.yaml", WEB);
    write(".env", "TAG=file\n");

    assertThat(image(load())).isEqualTo("nginx:file");
    environment.put("TAG", "caller");
    assertThat(image(load())).isEqualTo("nginx:caller");
  }

  @Test
  void envFileMayNameComposeFilesAndProfiles() throws IOException {
    write(
        ".env",
        "COMPOSE_FILE=a.yaml:b.yaml\nCOMPOSE_PROFILES=dev,test\nCOMPOSE_PROJECT_NAME=named\n");
    write("a.yaml", WEB);
    write(
        "b.yaml",
        "services: {debug: {image: x, profiles: [dev]}, off: {image: x, profiles: [no]}}\n");

    Project project = load();

    assertThat(project.services()).containsOnlyKeys("web", "debug");
    assertThat(project.disabled()).containsExactly("off");
    assertThat(project.name()).isEqualTo("named");
  }

  @Test
  void relativePathsOfAllFilesStartAtTheFirst() throws IOException {
    write("compose.yaml", WEB);
    write("more/extra.yaml", "services: {web: {volumes: [\"./x:/x\"]}}\n");

    assertThat(load("compose.yaml", "more/extra.yaml").service("web").mounts())
        .extracting(Object::toString)
        .singleElement()
        .asString()
        .contains("source=" + directory.resolve("x") + ",");
  }

  @Test
  void nameInTheFileIsNormalisedAndSeenByInterpolation() throws IOException {
    write("compose.yaml", "name: Bad Name!\nservices: {web: {image: \"$COMPOSE_PROJECT_NAME\"}}\n");

    Project project = load();

    assertThat(project.name()).isEqualTo("badname");
    assertThat(image(project)).isEqualTo("badname");
  }

  @Test
  void badNameFromTheCallerIsRefused() throws IOException {
    write("compose.yaml", WEB);
    environment.put("COMPOSE_PROJECT_NAME", "BadName");

    assertThatThrownBy(this::load).hasMessageContaining("invalid project name \"BadName\"");
  }

  @Test
  void noFileIsAnErrorThatSaysWhereItWasLookedFor() {
    assertThatThrownBy(this::load).hasMessage("no configuration file provided: not found");
  }

  @Test
  void serviceNamedByTheCallerActivatesItsProfile() throws IOException {
    write("compose.yaml", "services: {debug: {image: x, profiles: [dev]}, web: {image: y}}\n");
    LoadRequest request =
        new LoadRequest(
            directory,
            environment,
            List.of(),
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of("debug"),
            false);

    assertThat(ProjectLoader.load(request).project().services()).containsOnlyKeys("debug", "web");
    assertThat(load().services()).containsOnlyKeys("web");
  }

  @Test
  void documentsOfOneFileAreMerged() throws IOException {
    write("compose.yaml", WEB + "---\nservices: {web: {tty: true}}\n");

    assertThat(load().service("web").process().tty()).isTrue();
  }
}
