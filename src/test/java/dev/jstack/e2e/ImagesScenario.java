package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists, names and removal of images by docker's rules: what is in use stays. */
@Tag("root")
class ImagesScenario {
  private final Lab lab = new Lab();
  private String old = "";

  @BeforeEach
  void build() throws IOException {
    make("app/web:1", "LABEL tier=front\nCOPY Dockerfile /old\n");
    old = id("app/web:1");
    make("app/web:1", "LABEL tier=front\nCOPY Dockerfile /new\n");
    make("app/db:1", "LABEL tier=back\nCOPY Dockerfile /db\n");
    lab.jstack("tag", "app/db:1", "localhost:5000/db:2").ok();
  }

  private void make(String name, String steps) throws IOException {
    Path context = lab.stack("Dockerfile", "FROM scratch\n" + steps);
    lab.jstack(context, "build", "-q", "-t", name, ".").ok();
  }

  @AfterEach
  void end() throws IOException {
    lab.close();
  }

  @Test
  void filtersChoose() {
    assertThat(names("--filter", "reference=app/*")).isEqualTo("app/db:1\napp/web:1\n");
    assertThat(names("app/w?b")).isEqualTo("app/web:1\n");
    assertThat(names("--filter", "label=tier=back")).isEqualTo("app/db:1\nlocalhost:5000/db:2\n");
    assertThat(names("--filter", "dangling=true", "--filter", "label=tier"))
        .isEqualTo("<none>:<none>\n");
    assertThat(lab.jstack("images", "--filter", "color=red").fails().err())
        .startsWith("jstack: invalid filter \"color=red\": there are before, dangling,");
  }

  @Test
  void aPruneTakesWhatHasNoName() {
    assertThat(lab.jstack("image", "prune", "-f", "--filter", "label!=tier=front").ok().out())
        .isEqualTo("Total reclaimed space: 0B\n");

    var pruned = lab.jstack("image", "prune", "-f").ok().out();

    assertThat(pruned).startsWith("Deleted Images:\ndeleted: " + old + "\n");
    assertThat(names()).isEqualTo("app/db:1\napp/web:1\nlocalhost:5000/db:2\n");
  }

  @Test
  void nobodySaysYesInAScript() {
    assertThat(lab.jstack("image", "prune", "-a").ok().out())
        .isEqualTo(
            "WARNING! This will remove all images without at least one container associated to"
                + " them.\nAre you sure you want to continue? [y/N] ");
    assertThat(names("app/db")).isEqualTo("app/db:1\n");
  }

  @Test
  void anImageInUseStays() {
    String container = lab.jstack("create", "--name", "user", "app/web:1", "x").ok().out();
    String user = container.substring(0, 12);
    String image = id("app/web:1").substring("sha256:".length(), "sha256:".length() + 12);

    assertThat(lab.jstack("rmi", "app/web:1").fails().err())
        .isEqualTo(
            "jstack: conflict: unable to remove repository reference \"app/web:1\" (must force) -"
                + " container %s is using its referenced image %s\n".formatted(user, image));
    lab.jstack("image", "prune", "-af").ok();
    assertThat(names()).isEqualTo("app/web:1\n");

    assertThat(lab.jstack("rmi", "-f", "app/web:1").ok().out()).isEqualTo("Untagged: app/web:1\n");
    assertThat(lab.jstack("container", "ls", "-a", "--format", "{{.Image}}").ok().out())
        .isEqualTo(image + "\n");
    lab.jstack("rm", "user").ok();
  }

  @Test
  void labelsOfAnImageMakeNoProject() throws IOException {
    make("claims:1", "LABEL com.docker.compose.project=other com.docker.compose.service=web\n");
    lab.jstack("create", "--name", "claimed", "claims:1", "x").ok();

    assertThat(lab.jstack("ls", "-aq").ok().out()).isEmpty();
    assertThat(lab.jstack("-p", "other", "down").err()).doesNotContain("claimed");
    assertThat(lab.jstack("container", "ls", "-aq").ok().out()).isNotEmpty();
    lab.jstack("rm", "claimed").ok();
  }

  @Test
  void severalNamesAreTakenOneByOne() {
    String id = id("app/db:1");

    assertThat(lab.jstack("rmi", id.substring(7, 19)).fails().err())
        .contains("(must be forced) - image is referenced in multiple repositories");
    assertThat(lab.jstack("rmi", "app/db:1").ok().out()).isEqualTo("Untagged: app/db:1\n");
    assertThat(lab.jstack("rmi", "localhost:5000/db:2").ok().out())
        .startsWith("Untagged: localhost:5000/db:2\nDeleted: " + id + "\n");
  }

  @Test
  void theCacheKeepsWhatImagesHaveAnywayUnlessAllOfItIsToGo() {
    assertThat(lab.jstack("builder", "prune", "-f", "--filter", "unused-for=24h").ok().out())
        .isEqualTo("Total:\t0B\n");
    lab.jstack("image", "prune", "-f").ok();

    String unused = lab.jstack("builder", "prune", "-f").ok().out();
    String shared = lab.jstack("build", "prune", "-af").ok().out();

    assertThat(unused.lines()).hasSize(3).first().asString().startsWith("ID ");
    assertThat(shared.lines()).hasSize(4).last().isEqualTo("Total:\t0B");
    assertThat(lab.jstack("system", "df", "-v").ok().out()).contains("Build cache usage: 0B");
  }

  @Test
  void whatIsForcedMayBeGoneAlready() {
    var forced = lab.jstack("rmi", "-f", "nothing", "app/db:1");

    assertThat(forced.code()).isZero();
    assertThat(forced.err()).isEqualTo("jstack: no such image: nothing\n");
    assertThat(names("app/db")).isEmpty();
    assertThat(lab.jstack("rmi", "nothing").code()).isEqualTo(1);
  }

  private String names(String... options) {
    var command = new String[options.length + 3];
    command[0] = "images";
    command[1] = "--format";
    command[2] = "{{.Repository}}:{{.Tag}}";
    System.arraycopy(options, 0, command, 3, options.length);
    return lab.jstack(command)
        .ok()
        .out()
        .lines()
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private String id(String name) {
    return lab.jstack("images", "-q", "--no-trunc", name).ok().out().strip();
  }
}
