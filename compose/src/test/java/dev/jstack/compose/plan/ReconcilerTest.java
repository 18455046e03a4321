package dev.jstack.compose.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.compose.load.LoadRequest;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.model.ContentDigests;
import dev.jstack.compose.model.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final String JOB =
      """
      name: p
      services:
        web: {image: nginx, depends_on: {job: {condition: service_completed_successfully}}}
        job: {image: app}
      """;

  private final World world = new World();

  private static Project project(String yaml) {
    LoadRequest request = LoadRequest.in(Path.of("/project"), Map.of()).withFiles("-");
    return ProjectLoader.load(request.withStandardInput(yaml)).project();
  }

  private Plan plan(Project project) {
    return Reconciler.plan(project, world.observe(), UpOptions.defaults());
  }

  @Test
  void jobThatEndedWellIsNotRunAgain() {
    Project project = project(JOB);
    world.up(project, UpOptions.defaults());
    world.exited("p-job-1", 0);

    assertThat(plan(project).summary()).isEqualTo("nothing to do\n");
  }

  @Test
  void whatSharedAContainerThatIsGoneIsMadeAnew() {
    String web = "name: p\nservices:\n  web: {image: nginx, environment: {TAG: \"%s\"}}\n";
    String side = "  side: {image: app, network_mode: \"service:web\"}\n";
    Project both = project(web.formatted(2) + side);
    world.up(project(web.formatted(1) + side), UpOptions.defaults());
    world.up(project(web.formatted(2)), UpOptions.defaults());

    assertThat(plan(both).toString()).contains("p-side-1", "web has another container now");
    world.up(both, UpOptions.defaults());
    assertThat(plan(both).summary()).isEqualTo("nothing to do\n");
  }

  @Test
  void whatHasANameOfItsOwnIsNotScaled() {
    Project project = project("name: p\nservices: {web: {image: nginx, container_name: one}}");
    UpOptions options = UpOptions.defaults().withScale(Map.of("web", 2));

    assertThatThrownBy(() -> Reconciler.plan(project, world.observe(), options))
        .hasMessageContaining("named \"one\"");
  }

  @Test
  void jobThatFailedIsRunAgain() {
    Project project = project(JOB);
    world.up(project, UpOptions.defaults());
    world.exited("p-job-1", 1);

    assertThat(plan(project)).hasToString("#1 start container p-job-1: stopped\n");
  }

  @Test
  void jobNamedByTheUserIsRunAgain() {
    Project project = project(JOB);
    world.up(project, UpOptions.defaults());
    world.exited("p-job-1", 0);
    UpOptions options =
        UpOptions.defaults().withSelection(new UpOptions.Selection(List.of("job"), true));

    assertThat(Reconciler.plan(project, world.observe(), options))
        .hasToString("#1 start container p-job-1: stopped\n");
  }

  @Test
  void aNetworkAndAVolumeOfOneNameAreBothWaitedFor() {
    Project project =
        project(
            """
            name: p
            services: {web: {image: nginx, networks: [x], volumes: ["x:/x"]}}
            networks: {x: }
            volumes: {x: }
            """);

    assertThat(plan(project))
        .hasToString(
            """
            #1 get image nginx for web: not here yet
            #2 create network p_x: new
            #3 create volume p_x: new
            #4 create container p-web-1 after #1 #2 #3: new
            #5 start container p-web-1 after #2 #4
            """);
  }

  @Test
  void stoppedDependencyIsStartedAndAwaited() {
    Project project =
        project(
            """
            name: p
            services:
              web: {image: nginx, depends_on: {db: {condition: service_healthy}}}
              db: {image: postgres}
            """);
    world.up(project, UpOptions.defaults());
    world.exited("p-db-1", 137);
    world.exited("p-web-1", 0);

    assertThat(plan(project))
        .hasToString(
            """
            #1 start container p-db-1: stopped
            #2 web waits for db service_healthy after #1: stopped
            #3 start container p-web-1 after #2
            """);
  }

  @Test
  void newImageUnderTheSameNameRecreates() {
    Project project = project("name: p\nservices: {web: {image: nginx}}");
    world.image("nginx", "sha256:1111111111111111");
    world.up(project, UpOptions.defaults());
    world.image("nginx", "sha256:2222222222222222");

    assertThat(plan(project).summary())
        .isEqualTo("Container p-web-1  recreate  image: 111111111111 → 222222222222\n");
  }

  @Test
  void changedContentOfConfigRecreates() {
    Project project =
        project(
            """
            name: p
            services: {web: {image: nginx, configs: [site]}}
            configs: {site: {file: ./nginx.conf}}
            """);
    world.up(project.withDigests(site("aaa")), UpOptions.defaults());

    assertThat(plan(project.withDigests(site("bbb"))).summary())
        .isEqualTo("Container p-web-1  recreate  content.config site: \"aaa\" → \"bbb\"\n");
  }

  private static ContentDigests site(String digest) {
    return new ContentDigests(Map.of("site", digest), Map.of(), Map.of());
  }

  @Test
  void changedBuildContextRebuildsAndRecreates() {
    Project project = project("name: p\nservices: {web: {build: .}}");
    world.up(project.withDigests(context("aaa")), UpOptions.defaults());

    assertThat(plan(project.withDigests(context("bbb"))).summary())
        .isEqualTo(
            """
            Image p-web        build     build context changed
            Container p-web-1  recreate  image is built anew
            """);
  }

  private static ContentDigests context(String digest) {
    return new ContentDigests(Map.of(), Map.of(), Map.of("web", digest));
  }

  @Test
  void interruptedReplacementIsFinished() {
    Project project = project("name: p\nservices: {web: {image: nginx}}");
    world.up(project, UpOptions.defaults());
    world.change("p-web-1", c -> World.named(c, "abcdefabcdef_p-web-1"));
    world.exited("abcdefabcdef_p-web-1", 0);

    assertThat(plan(project))
        .hasToString(
            """
            #1 rename container abcdefabcdef_p-web-1 to p-web-1: stopped
            #2 start container p-web-1 after #1
            """);
  }

  @Test
  void whatAnInterruptedReplacementLeftGoesBeforeTheNextOfItsName() {
    world.up(project("name: p\nservices: {web: {image: nginx}}"), UpOptions.defaults());
    Project second = project("name: p\nservices: {web: {image: nginx, user: a}}");
    world.run(plan(second), second, 1);
    Project third = project("name: p\nservices: {web: {image: nginx, user: b}}");

    world.up(third, UpOptions.defaults());

    assertThat(plan(third).isEmpty()).isTrue();
  }

  @Test
  void missingExternalNetworkIsAnError() {
    Project project =
        project(
            """
            name: p
            services: {web: {image: nginx, networks: [n]}}
            networks: {n: {external: true, name: gone}}
            """);

    assertThatThrownBy(() -> plan(project))
        .hasMessage("network gone declared as external, but could not be found");
  }

  @Test
  void imageThatMustNotBeBuiltIsAnError() {
    Project project = project("name: p\nservices: {web: {build: .}}");
    UpOptions options = UpOptions.defaults().withBuilds(UpOptions.Builds.NEVER);

    assertThatThrownBy(() -> Reconciler.plan(project, world.observe(), options))
        .hasMessage("no such image: p-web");
  }

  @Test
  void jsonNamesResourceActionAndReasons() {
    Project project = project("name: p\nservices: {web: {image: nginx, network_mode: none}}");
    world.image("nginx", "sha256:1");

    assertThat(plan(project).json())
        .containsEntry(
            "changes",
            List.of(
                Map.of(
                    "resource", "Container p-web-1",
                    "service", "web",
                    "action", "create",
                    "reasons", List.of("new"))));
  }

  @Test
  void mountedImagesArePulledOrBuiltAndMakeAContainerAnewWhenTheyChange() {
    Project project =
        project(
            """
            name: p
            services:
              web:
                image: nginx
                volumes:
                - {type: image, source: assets, target: /assets}
                - {type: image, source: fonts, target: /fonts}
              assets: {build: .}
            """);

    String first = world.up(project, UpOptions.defaults()).toString();

    assertThat(first).contains("get image fonts", "build image p-assets");
    world.image("fonts", "sha256:2222222222222222");
    assertThat(Reconciler.plan(project, world.observe(), UpOptions.defaults()).toString())
        .contains("in place of p-web-1 with its volumes: the mounted image fonts is another one");
    world.up(project, UpOptions.defaults());
    assertThat(Reconciler.plan(project, world.observe(), UpOptions.defaults()).toString())
        .doesNotContain("in place of");
  }
}
