package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of an image in a container of another; the fixture has one image for both. */
@Tag("root")
class ImageMountRootTest {
  @TempDir private Path directory;
  private RuntimeFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private MountSpec image(String target, @Nullable String subpath) {
    var id = fixture.tiny.image(run -> run.withCmd(List.of("sh"))).id();
    return new MountSpec.Image("tiny", target, subpath, id.toString());
  }

  @Test
  void allOfItIsThereAndNothingCanBeWritten() throws InterruptedException {
    var line = "ls -d /m/bin/sh; touch /m/x 2>/dev/null || echo refused; touch /x && echo written";
    assertThat(fixture.output(Specs.shell(line, image("/m", null))))
        .isEqualTo("/m/bin/sh\nrefused\nwritten\n");
  }

  @Test
  void aPlaceInItCanBeADirectoryOrAFile() throws InterruptedException {
    assertThat(fixture.output(Specs.shell("ls -d /m/sh", image("/m", "bin")))).isEqualTo("/m/sh\n");
    assertThat(fixture.output(Specs.shell("test -s /m && echo file", image("/m", "bin/sh"))))
        .isEqualTo("file\n");
  }

  @Test
  void aPlaceThatIsNotThereIsNamed() {
    var container = fixture.create(Specs.shell("true", image("/m", "nope")));
    assertThatThrownBy(() -> fixture.runtime.start(container, ContainerNetwork.none()))
        .hasMessageContaining("image \"tiny\": cannot open subpath \"nope\": ENOENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "..", "../x", "a/../../b", "a/.."})
  void placesOutsideAreRefused(String subpath) {
    assertThatThrownBy(() -> image("/m", subpath))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining('"' + subpath + '"');
  }
}
