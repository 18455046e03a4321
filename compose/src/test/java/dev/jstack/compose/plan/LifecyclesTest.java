package dev.jstack.compose.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.compose.load.LoadRequest;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.model.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecyclesTest {
  private static final String STACK =
      """
      name: p
      services:
        web: {image: nginx, depends_on: {api: {condition: service_healthy, restart: true}}}
        api: {image: api, depends_on: [db], scale: 2}
        db: {image: postgres, volumes: ["data:/data"]}
      volumes: {data: }
      """;

  private final World world = new World();
  private final Project project = project(STACK);

  private static Project project(String yaml) {
    LoadRequest request = LoadRequest.in(Path.of("/project"), Map.of()).withFiles("-");
    return ProjectLoader.load(request.withStandardInput(yaml)).project();
  }

  @BeforeEach
  void up() {
    world.up(project, UpOptions.defaults());
  }

  @Test
  void dependentsStopFirst() {
    assertThat(Lifecycles.stop(world.observe(), List.of(), null))
        .hasToString(
            """
            #1 stop container p-web-1
            #2 stop container p-api-1 after #1
            #3 stop container p-api-2 after #1
            #4 stop container p-db-1 after #2 #3
            """);
  }

  @Test
  void aJobThatHasEndedDoesNotBreakTheOrder() {
    world.exited("p-api-1", 0);
    world.exited("p-api-2", 0);

    assertThat(Lifecycles.stop(world.observe(), List.of(), null))
        .hasToString(
            """
            #1 stop container p-web-1
            #2 stop container p-db-1 after #1
            """);
    assertThat(Lifecycles.down(project, world.observe(), DownOptions.defaults()).toString())
        .contains("stop container p-db-1 after #1\n");
  }

  @Test
  void oneServiceStopsAlone() {
    assertThat(Lifecycles.stop(world.observe(), List.of("db"), 1000L))
        .hasToString("#1 stop container p-db-1\n");
  }

  @Test
  void startAwaitsConditions() {
    world.run(Lifecycles.stop(world.observe(), List.of(), null), project);

    assertThat(Lifecycles.start(world.observe(), List.of()))
        .hasToString(
            """
            #1 start container p-db-1
            #2 start container p-api-1 after #1
            #3 start container p-api-2 after #1
            #4 web waits for api service_healthy after #2 #3
            #5 start container p-web-1 after #4
            """);
  }

  @Test
  void startOfWhatRunsIsNothing() {
    assertThat(Lifecycles.start(world.observe(), List.of()).isEmpty()).isTrue();
  }

  @Test
  void restartTakesFollowersAlong() {
    assertThat(Lifecycles.restart(world.observe(), List.of("api"), false, null))
        .hasToString(
            """
            #1 stop container p-web-1
            #2 stop container p-api-1 after #1
            #3 stop container p-api-2 after #1
            #4 start container p-api-1 after #2 #3
            #5 start container p-api-2 after #2 #3
            #6 web waits for api service_healthy after #4 #5
            #7 start container p-web-1 after #1 #6
            """);
  }

  @Test
  void restartMayLeaveFollowersAlone() {
    assertThat(Lifecycles.restart(world.observe(), List.of("db"), true, null))
        .hasToString(
            """
            #1 stop container p-db-1
            #2 start container p-db-1 after #1
            """);
  }

  @Test
  void downRemovesContainersThenNetworks() {
    assertThat(Lifecycles.down(project, world.observe(), DownOptions.defaults()))
        .hasToString(
            """
            #1 stop container p-web-1
            #2 remove container p-web-1 after #1
            #3 stop container p-api-1 after #1
            #4 remove container p-api-1 after #3
            #5 stop container p-api-2 after #1
            #6 remove container p-api-2 after #5
            #7 stop container p-db-1 after #3 #5
            #8 remove container p-db-1 after #7
            #9 remove network p_default after #2 #4 #6 #8
            """);
  }

  @Test
  void downWithVolumesWorksWithoutTheFile() {
    DownOptions options = new DownOptions(List.of(), false, true, Set.of("nginx"), null);

    Plan plan = Lifecycles.down(null, world.observe(), options);
    world.run(plan, project);

    assertThat(plan.toString())
        .endsWith(
            """
            #9 remove network p_default after #2 #4 #6 #8
            #10 remove volume p_data after #2 #4 #6 #8
            #11 remove image nginx after #2 #4 #6 #8
            """);
    assertThat(world.observe().containers()).isEmpty();
  }

  @Test
  void downLeavesOrphansAndTheirNetwork() {
    Project smaller = project("name: p\nservices: {db: {image: postgres}}");

    Plan plan = Lifecycles.down(smaller, world.observe(), DownOptions.defaults());

    assertThat(plan)
        .hasToString(
            """
            #1 stop container p-db-1
            #2 remove container p-db-1 after #1
            """);
    assertThat(plan.warnings()).last().isEqualTo("network p_default is still in use");
  }

  @Test
  void downOfOneServiceTakesWhatItAloneHas() {
    DownOptions options = new DownOptions(List.of("db"), false, true, Set.of(), null);

    assertThat(Lifecycles.down(project, world.observe(), options))
        .hasToString(
            """
            #1 stop container p-db-1
            #2 remove container p-db-1 and its anonymous volumes after #1
            #3 remove volume p_data after #2
            """);
  }

  @Test
  void downOfAllServicesByNameTakesTheirNetwork() {
    DownOptions options =
        new DownOptions(List.of("db", "api", "web"), false, false, Set.of(), null);

    assertThat(Lifecycles.down(project, world.observe(), options).toString())
        .endsWith("remove network p_default after #2 #4 #6 #8\n");
  }

  @Test
  void downLeavesServicesOfOtherProfilesAndSaysSo() {
    Project sleeping =
        project(
            STACK
                .replace("{image: postgres", "{profiles: [d], image: postgres")
                .replace("depends_on: [db], ", ""));

    Plan plan = Lifecycles.down(sleeping, world.observe(), DownOptions.defaults());

    assertThat(plan.toString()).contains("remove container p-api-1").doesNotContain("p-db-1");
    assertThat(plan.warnings())
        .containsExactly(
            "p-db-1 stays, as its profile is not active; name it with --profile",
            "network p_default is still in use");
  }

  @Test
  void whatIsLeftOfAnObservationIsOfTheseServices() {
    assertThat(Lifecycles.stop(world.observe().only(Set.of("db")), List.of(), null))
        .hasToString("#1 stop container p-db-1\n");
  }

  @Test
  void removeTakesOnlyWhatIsStopped() {
    world.run(Lifecycles.stop(world.observe(), List.of("web"), null), project);

    assertThat(Lifecycles.remove(world.observe(), List.of(), false, false))
        .hasToString("#1 remove container p-web-1\n");
  }
}
