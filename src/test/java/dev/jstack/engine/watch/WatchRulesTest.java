package dev.jstack.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.compose.load.LoadRequest;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.model.Project;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchRulesTest {
  @TempDir private Path directory;

  @BeforeEach
  void context() throws IOException {
    directory = directory.toRealPath();
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    Files.writeString(directory.resolve(".dockerignore"), "*.log\n");
    Files.createDirectory(directory.resolve("src"));
  }

  @Test
  void aPathGoesToItsPlaceBelowTheTarget() throws IOException {
    Rule rule = rules(false, "{path: ./src, action: sync, target: /srv/app/}").getFirst();

    assertThat(rule.targetOf(raw("src/a/b.js"))).isEqualTo(RawPath.of("srv/app/a/b.js"));
    assertThat(rule.targetOf(raw("src"))).isEqualTo(RawPath.of("srv/app"));
    assertThat(rule.concerns(raw("src/x"))).isTrue();
  }

  @Test
  void dockerignoreHoldsForEveryRule() throws IOException {
    Files.writeString(directory.resolve(".dockerignore"), "src/*.log\n");
    Rule rule = rules(false, "{path: ./src, action: sync, target: /srv}").getFirst();

    assertThat(rule.concerns(raw("src/a.log"))).isFalse();
    assertThat(rule.concerns(raw("src/a.js"))).isTrue();
  }

  @Test
  void theDockerfileIsWatchedWithARebuild() throws IOException {
    List<Rule> rules = rules(false, "{path: ./src, action: rebuild}");

    assertThat(rules).extracting(Rule::root).containsExactly(raw("src"), raw("Dockerfile"));
  }

  @Test
  void autoWatchesTheContextOfABuildWithoutRules() throws IOException {
    List<Rule> rules = rules(true, "");

    assertThat(rules.getFirst().action()).isEqualTo(Action.REBUILD);
    assertThat(rules.getFirst().concerns(raw("src/a"))).isTrue();
    assertThat(rules.getFirst().concerns(raw("a.log"))).isFalse();
  }

  @Test
  void withoutRulesThereIsNothingToDo() {
    assertThatThrownBy(() -> rules(false, ""))
        .hasMessage(
            "none of the selected services is configured for watch, consider setting a 'develop'"
                + " section");
  }

  @Test
  void aProjectThatLostItsRulesHasNone() throws IOException {
    WatchRules rules = WatchRules.found(project("image: x"), List.of(), true);

    assertThat(rules.byService()).isEmpty();
  }

  @Test
  void aRebuildNeedsABuild() throws IOException {
    Project project = project("image: x\n    develop: {watch: [{path: ./src, action: rebuild}]}");

    assertThatThrownBy(() -> WatchRules.of(project, List.of(), false))
        .hasMessageEndingWith(
            "service web doesn't have a build section, can't apply rebuild on watch");
  }

  @Test
  void whatIsMountedIsNotCopied() throws IOException {
    Project project =
        project(
            "image: x\n    volumes: ['./src:/srv']\n    develop: {watch: ["
                + "{path: ./src/a, action: sync, target: /srv/a},"
                + "{path: ./src/b, action: restart}]}");

    WatchRules rules = WatchRules.of(project, List.of(), false);

    assertThat(rules.byService().get("web")).extracting(Rule::action).containsOnly(Action.RESTART);
    assertThat(rules.warnings().toString()).contains("also declared by a bind mount volume");
  }

  private List<Rule> rules(boolean auto, String rule) throws IOException {
    String develop = rule.isEmpty() ? "" : "\n    develop: {watch: [" + rule + "]}";
    Project project = project("build: ." + develop);
    return WatchRules.of(project, List.of("web"), auto).byService().get("web");
  }

  private Project project(String service) throws IOException {
    Files.writeString(
        directory.resolve("compose.yaml"), "services:\n  web:\n    " + service + "\n");
    return ProjectLoader.load(LoadRequest.in(directory, Map.of())).project();
  }

  private RawPath raw(String below) {
    return RawPath.of(directory.resolve(below).toString()).clean();
  }
}
