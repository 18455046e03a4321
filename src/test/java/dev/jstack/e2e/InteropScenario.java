package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@code save} writes another tool reads, and the reverse: skopeo, which knows both forms of
 * archives and hashes all that it copies. With Docker itself: {@code src/bench/interop}.
 */
@Tag("root")
class InteropScenario {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final String DOCKERFILE =
      """
      FROM scratch
      COPY busybox /bin/
      COPY files /files
      RUN ["/bin/busybox", "rm", "/files/gone"]
      RUN ["/bin/busybox", "ln", "/files/kept", "/files/again"]
      RUN ["/bin/busybox", "chmod", "4755", "/files/kept"]
      ENV A="two words"
      LABEL tier=front
      USER 12:13
      CMD ["/bin/busybox", "cat", "/files/again"]
      """;

  private final Lab lab = new Lab();

  @BeforeEach
  void build() throws IOException {
    assumeTrue(lab.shell("command -v skopeo").code() == 0, "skopeo is not installed");
    assumeTrue(Files.exists(BUSYBOX), "there is no static /bin/busybox");
    Path stack =
        lab.stack("Dockerfile", DOCKERFILE, "files/kept", "kept\n", "files/gone", "gone\n");
    Files.copy(BUSYBOX, stack.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
    lab.jstack(stack, "build", "-q", "-t", "made:1", ".").ok();
    lab.jstack("save", "-o", "made.tar", "made:1").ok();
  }

  @AfterEach
  void end() throws IOException {
    lab.close();
  }

  @Test
  void skopeoFindsTheSameConfigInBothFormsOfTheArchive() {
    String id = inspect("made:1", "{{.Id}}");

    assertThat(config("docker-archive:made.tar")).isEqualTo(id);
    assertThat(config("oci-archive:made.tar")).isEqualTo(id);
  }

  @Test
  void anImageComesBackFromSkopeoAsItWas() {
    String id = inspect("made:1", "{{.Id}}");

    copy("oci-archive:made.tar", "oci-archive:oci.tar:back:oci");
    copy("docker-archive:made.tar", "docker-archive:docker.tar:back:docker");

    assertThat(load("oci.tar")).isEqualTo("Loaded image: back:oci\n");
    assertThat(load("docker.tar")).isEqualTo("Loaded image: back:docker\n");
    assertThat(inspect("back:oci", "{{.Id}}")).isEqualTo(id);
    assertThat(inspect("back:docker", "{{.Id}}")).isEqualTo(id);
  }

  /** Skopeo writes the config anew and compresses the layers: other bytes, the same image. */
  @Test
  void anImageThatWasConvertedHasTheSameLayersAndRuns() {
    copy("docker-archive:made.tar", "oci:layout:back:converted");
    copy("oci:layout:back:converted", "oci-archive:converted.tar:back:converted");
    load("converted.tar");

    assertThat(inspect("back:converted", "{{.RootFS.Layers}} {{json .Config.Labels}}"))
        .isEqualTo(inspect("made:1", "{{.RootFS.Layers}} {{json .Config.Labels}}"));
    assertThat(lab.jstack("run", "--rm", "--network", "none", "back:converted").ok().out())
        .isEqualTo("kept\n");
  }

  private String config(String archive) {
    String digest =
        lab.shell("skopeo --insecure-policy inspect --config --raw " + archive + " | sha256sum")
            .ok()
            .out();
    return "sha256:" + digest.substring(0, 64) + "\n";
  }

  private void copy(String from, String to) {
    lab.shell("skopeo --insecure-policy copy -q " + from + " " + to).ok();
  }

  private String load(String archive) {
    return lab.jstack("load", "-i", archive).ok().out();
  }

  private String inspect(String image, String format) {
    return lab.jstack("image", "inspect", "-f", format, image).ok().out();
  }
}
