package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildSecret;
import dev.jstack.runtime.image.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RUN, with the programs of this machine. */
@Tag("root")
class RunTest {
  @TempDir Path temporary;
  private BuildFixture fixture;

  @BeforeEach
  void open() {
    fixture = new BuildFixture(temporary);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(fixture.leftovers()).isEmpty();
    fixture.close();
  }

  @Test
  void aStageOnTheHostMakesFilesForAnother() {
    var result =
        fixture.build(
            """
            FROM host AS build
            WORKDIR /work
            RUN echo made > result && id -u && pwd
            FROM scratch
            COPY --from=build /work/result /result
            """);
    assertThat(fixture.find(result, "result")).hasContent("made\n");
    assertThat(fixture.output()).contains("0", "/work");
    assertThat(fixture.image(result).layers()).hasSize(1);
    assertThat(fixture.image(result).config().onHost()).isFalse();
  }

  @Test
  void theLayerHasOnlyWhatTheProgramDid() throws IOException {
    var result = fixture.build("FROM host\nRUN mkdir /made && echo x > /made/file\n");
    assertThat(fixture.names(result, 0)).containsExactly("made", "made/file");
    var nothing = fixture.build("FROM host\nRUN true\n");
    assertThat(fixture.image(nothing).layers()).isEmpty();
    assertThat(fixture.image(nothing).config().history().getLast().emptyLayer()).isTrue();
  }

  @Test
  void aProgramThatFailsIsShownWithItsPlaceAndLastLines() {
    assertThatThrownBy(() -> fixture.build("FROM host\nRUN echo before; exit 7\n"))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e)
                  .hasMessage(
                      "process \"/bin/sh -c echo before; exit 7\" did not complete successfully:"
                          + " exit code: 7");
              assertThat(e.block())
                  .startsWith("------\n > [2/2] RUN echo before; exit 7:\n0.")
                  .contains(" before\n------\nDockerfile:2\n")
                  .contains("   2 | >>> RUN echo before");
            });
  }

  @Test
  void theEnvironmentIsThatOfTheStage() {
    fixture.build(
        """
        FROM host
        ARG A=argument
        ENV B=$A
        ARG B=later
        ARG C=hidden
        ENV C=shown
        USER 65534:65534
        RUN echo "$A $B $C $HOME $(id -u):$(id -g) $(hostname) [$(cat)] $http_proxy"
        """,
        BuildOptions.defaults().withArgs(Map.of("http_proxy", "p")));
    assertThat(fixture.output())
        .contains("argument later shown /nonexistent 65534:65534 buildkitsandbox [] p");
  }

  @Test
  void whatCountsForTheCacheIsTheCommandItsEnvironmentAndTheFilesBelow() {
    var run = "RUN echo ran\n";
    fixture.build("FROM host\nARG A=1\n" + run);
    assertThat(fixture.build("FROM host\nARG A=1\nLABEL a=b\nRUN   echo ran\n").ranSteps())
        .isZero();
    assertThat(fixture.build("FROM host\nARG A=2\n" + run).ranSteps()).isEqualTo(1);
    assertThat(fixture.build("FROM host\nARG A=2\n" + run + "ARG C=3\n").ranSteps()).isZero();
    assertThat(fixture.build("FROM host\nARG A=2\nENV A=1\n" + run).ranSteps()).isZero();
    var fresh = BuildOptions.defaults().withNoCache(true);
    assertThat(fixture.build("FROM host\nARG A=2\n" + run, fresh).ranSteps()).isEqualTo(1);
  }

  @Test
  void hereDocumentsAreScripts() {
    var result =
        fixture.build(
            """
            FROM host
            RUN <<EOF
            echo one $0
            echo two
            EOF
            RUN cat <<"EOF" && echo after
            $three
            EOF
            RUN <<EOF
            #!/usr/bin/env bash
            echo "four $BASH"
            EOF
            """);
    assertThat(fixture.output()).contains("two", "$three", "after", "four /usr/bin/bash");
    assertThat(fixture.image(result).config().history())
        .extracting(History::createdBy)
        .last()
        .isEqualTo("RUN /bin/sh -c /dev/pipes/EOF # buildkit");
  }

  @Test
  void cachesOutliveBuildsAndAreInNoLayer() {
    var dockerfile =
        "FROM host\nARG N\nRUN --mount=type=cache,target=/c echo $N >> /c/log; cat /c/log\n";
    fixture.build(dockerfile, BuildOptions.defaults().withArgs(Map.of("N", "1")));
    var result = fixture.build(dockerfile, BuildOptions.defaults().withArgs(Map.of("N", "2")));
    assertThat(fixture.output()).contains("1", "2");
    assertThat(fixture.image(result).layers()).isEmpty();
  }

  @Test
  void bindsShowFilesThatAreNotIgnored() throws IOException {
    fixture.file("src/a", "A\n");
    fixture.file("src/secret", "S");
    fixture.file(".dockerignore", "**/secret\n");
    var dockerfile =
        """
        FROM host
        RUN --mount=target=/in,source=src cat /in/a; ls /in; touch /in/x 2>/dev/null || echo ro
        RUN --mount=target=/in,source=src,rw echo changed > /in/a && cat /in/a
        """;
    var result = fixture.build(dockerfile);
    assertThat(fixture.output()).contains("A", "a", "ro", "changed").doesNotContain("secret");
    assertThat(fixture.image(result).layers()).isEmpty();
    assertThat(fixture.context.resolve("src/a")).hasContent("A\n");
    assertThat(fixture.build(dockerfile).ranSteps()).isZero();
    fixture.file("src/a", "B");
    assertThat(fixture.build(dockerfile).ranSteps()).isEqualTo(2);
  }

  @Test
  void secretsAreSeenOnlyByTheStep() {
    var secrets = Map.<String, BuildSecret>of("token", new BuildSecret.Value("hush"));
    var options = BuildOptions.defaults().withSecrets(secrets);
    var result =
        fixture.build(
            """
            FROM host
            RUN --mount=type=secret,id=token,mode=0440 cat /run/secrets/token; stat -c %a /run/secrets/token
            RUN --mount=type=secret,id=token,env=TOKEN echo "$TOKEN" | rev
            RUN --mount=type=secret,id=other test ! -e /run/secrets/other
            """,
            options);
    assertThat(fixture.output()).contains("hush440", "hsuh");
    assertThat(fixture.image(result).layers()).isEmpty();
    assertThatThrownBy(
            () -> fixture.build("FROM host\nRUN --mount=type=secret,id=x,required true\n"))
        .hasMessage("secret x: not found");
  }

  @Test
  void aStepWithoutNetworkHasOnlyLoopback() {
    fixture.build("FROM host\nRUN --network=none cat /proc/net/dev | grep -c :\n");
    assertThat(fixture.output()).contains("1");
  }

  @Test
  void aCancelledBuildLeavesNothing() throws Exception {
    var failure = new AtomicReference<Throwable>();
    var dockerfile = "FROM host\nRUN echo begun; sleep 1000\n";
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                fixture.build(dockerfile);
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    await().until(() -> List.copyOf(fixture.output()).contains("begun"));
    thread.interrupt();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(failure.get()).hasMessageContaining("cancelled");
    assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
        .doesNotContain(temporary.toString());
  }

  @Test
  void aStageThatFailsEndsTheOthers() {
    assertThatThrownBy(() ->
            fixture.build(
                """
                FROM host AS slow
                RUN sleep 1000
                FROM host AS bad
                RUN false
                FROM scratch
                COPY --from=slow /x /
                COPY --from=bad /x /
                """))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("/bin/sh -c false");
  }

  @Test
  void equalStepsOfTwoBuildsRunOnce() throws Exception {
    var text = "FROM host\nRUN echo ran; sleep 1\n";
    var other = new FutureTask<>(() -> fixture.build(text));
    Thread.ofPlatform().start(other);
    int mine = fixture.build(text).ranSteps();
    assertThat(mine + other.get().ranSteps()).isEqualTo(1);
  }

  /** A mount point of ours is taken away by descriptor, whatever stands at its path by then. */
  @Test
  void whatAStepPutsInThePlaceOfAMountPointStaysAndLeadsNowhere() throws IOException {
    var outside = Files.createDirectories(temporary.resolve("outside/target"));
    Files.writeString(outside.resolve("keep"), "");
    var script =
        "mv /a /moved && mkdir /a && ln -s " + outside.getParent() + " /a/b && mkdir /moved/own";
    var result =
        fixture.build("FROM host\nRUN --mount=type=tmpfs,target=/a/b/target " + script + "\n");
    assertThat(outside.resolve("keep")).exists();
    assertThat(fixture.names(result, 0)).contains("a", "a/b", "moved", "moved/own");
    assertThat(fixture.find(result, "a/b")).isSymbolicLink();
  }

  /** Mounted over what the step itself swaps all the time. */
  @Test
  void aRaceForAMountPointIsNeverWon() throws IOException {
    var outside = Files.createDirectories(temporary.resolve("outside"));
    Files.createDirectories(outside.resolve("x"));
    for (int i = 0; i < 10; i++) {
      var swapping =
          "(while :; do mv /w/d /w/e; ln -s " + outside + " /w/d; rm /w/d; mv /w/e /w/d; done) &";
      fixture.build(
          "FROM host AS a\nRUN mkdir -p /w/d\n"
              + "RUN --mount=type=cache,id=race,target=/w/d/x "
              + swapping
              + " sleep 0.0"
              + i
              + "; true\n");
      assertThat(outside.resolve("x")).isDirectory();
    }
  }

  @Test
  void theNameOfACacheLeadsNowhere() throws IOException {
    for (var id : List.of("../..", "../../escaped", "/etc", "a/../../../b", ".", "..")) {
      fixture.build(
          "FROM host\nRUN --mount=type=cache,id=" + id + ",target=/c touch /c/mine && ls /c\n");
      assertThat(fixture.output()).startsWith("mine").hasSize(3);
    }
    try (var files = Files.walk(temporary)) {
      assertThat(files.filter(file -> file.endsWith("mine")))
          .hasSize(6)
          .allMatch(file -> file.startsWith(temporary.resolve("state/cache/mounts")));
    }
  }

  @Test
  void aCacheMayBeginWithFilesOfAStage() throws IOException {
    fixture.file("seed/a", "1\n");
    var from = "FROM scratch AS s\nCOPY --chown=3 --chmod=700 seed /d\nFROM host\n";
    var mount = "RUN --mount=type=cache,id=seeded,from=s,source=/d,target=/c ";
    fixture.build(from + mount + "cat /c/a; stat -c %u:%a /c /c/a; echo more > /c/b\n");
    assertThat(fixture.output()).startsWith("1", "3:700", "3:700");
    fixture.build(from + mount + "ls /c\n");
    assertThat(fixture.output()).startsWith("a", "b");
    fixture.file("seed/a", "2\n");
    fixture.build(from + mount + "cat /c/*\n");
    assertThat(fixture.output()).startsWith("2");
  }
}
