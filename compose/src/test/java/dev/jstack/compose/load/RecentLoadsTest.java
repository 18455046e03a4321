package dev.jstack.compose.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentLoadsTest {
  @TempDir private Path directory;

  @BeforeEach
  void aProject() throws IOException {
    write("compose.yaml", "services: {web: {image: \"nginx:${TAG:-1}\", env_file: web.env}}");
    write("web.env", "COLOUR=red");
  }

  @Test
  void whereNothingChangedTheProjectIsTheSame() {
    assertThat(load(Map.of())).isSameAs(load(Map.of()));
  }

  @Test
  void anEditedFileIsLoadedAnew() throws IOException {
    load(Map.of());
    write("compose.yaml", "services: {web: {image: \"nginx:2\"}}");
    assertThat(image(load(Map.of()))).isEqualTo("nginx:2");
  }

  @Test
  void otherVariablesMakeAnotherProject() {
    load(Map.of());
    assertThat(image(load(Map.of("TAG", "3")))).isEqualTo("nginx:3");
    assertThat(image(load(Map.of()))).isEqualTo("nginx:1");
  }

  @Test
  void anEditedEnvFileOfAServiceCounts() throws IOException {
    load(Map.of());
    write("web.env", "COLOUR=blue");
    assertThat(load(Map.of()).canonical().toString()).contains("COLOUR=blue");
  }

  @Test
  void aFileThatAppearsCounts() throws IOException {
    load(Map.of());
    write(".env", "TAG=4");
    assertThat(image(load(Map.of()))).isEqualTo("nginx:4");
    write("compose.override.yaml", "services: {web: {image: \"nginx:5\"}}");
    assertThat(image(load(Map.of()))).isEqualTo("nginx:5");
  }

  @Test
  void aFileThatGoesCounts() throws IOException {
    load(Map.of());
    Files.delete(directory.resolve("web.env"));
    assertThatThrownBy(() -> load(Map.of())).isInstanceOf(SourceException.class);
    write("web.env", "COLOUR=red");
    assertThat(load(Map.of()).canonical().toString()).contains("COLOUR=red");
  }

  @Test
  void whatIsSharedCanNotBeChanged() {
    var services = load(Map.of()).canonical().get("services");
    assertThat(services)
        .isInstanceOfSatisfying(
            Map.class,
            map ->
                assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class));
  }

  private LoadedProject load(Map<String, String> variables) {
    return ProjectLoader.load(LoadRequest.in(directory, variables));
  }

  private static String image(LoadedProject loaded) {
    return loaded.project().service("web").image().reference();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
