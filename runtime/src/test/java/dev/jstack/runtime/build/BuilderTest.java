package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.image.Healthcheck;
import dev.jstack.runtime.image.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class BuilderTest {
  @TempDir Path temporary;
  @AutoClose private BuildFixture fixture;

  @BeforeEach
  void open() {
    fixture = new BuildFixture(temporary);
  }

  @Test
  void filesOfTheContextBecomeALayerOnNothing() throws IOException {
    fixture.file("app/hello.txt", "hello");
    var result = fixture.build("FROM scratch\nCOPY app /srv/\nCMD [\"/srv/run\"]\n");
    assertThat(fixture.find(result, "srv/hello.txt")).hasContent("hello");
    assertThat(fixture.image(result).config().run().cmd()).containsExactly("/srv/run");
    assertThat(result.tags()).containsExactly("docker.io/library/built:latest");
  }

  @Test
  void anUnchangedBuildComesFromTheCacheWithTheSameId() throws IOException {
    fixture.file("a.txt", "a");
    var first = fixture.build("FROM scratch\nCOPY . /\n");
    var second = fixture.build("FROM scratch\nCOPY . /\n");
    assertThat(second.image()).isEqualTo(first.image());
    assertThat(second.ranSteps()).isZero();
    assertThat(second.cachedSteps()).isEqualTo(1);
  }

  @Test
  void onlyContentsAndModesCountForTheCache() throws IOException {
    fixture.file("a.txt", "a");
    fixture.file("b.txt", "b");
    var dockerfile = "FROM scratch\nCOPY a.txt /\n";
    fixture.build(dockerfile);
    var file = fixture.context.resolve("a.txt");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    fixture.file("b.txt", "other");
    assertThat(fixture.build(dockerfile + "# comment\n").ranSteps()).isZero();
    Files.writeString(file, "c");
    assertThat(fixture.build(dockerfile).ranSteps()).isEqualTo(1);
    Files.writeString(file, "a");
    assertThat(fixture.build(dockerfile).ranSteps()).isZero();
    assertThat(file.toFile().setExecutable(true)).isTrue();
    assertThat(fixture.build(dockerfile).ranSteps()).isEqualTo(1);
  }

  @Test
  void equalInputsMakeEqualImagesInAnotherStore() throws IOException {
    var dockerfile = "FROM scratch\nENV A=b\nWORKDIR /w\nCOPY a.txt .\n";
    fixture.file("a.txt", "a");
    var first = fixture.build(dockerfile);
    try (var other = new BuildFixture(Files.createDirectory(temporary.resolve("other")))) {
      other.file("a.txt", "a");
      Files.setLastModifiedTime(other.context.resolve("a.txt"), FileTime.fromMillis(77_000));
      assertThat(other.build(dockerfile).image()).isEqualTo(first.image());
    }
  }

  @Test
  void theConfigIsWhatBuildKitMakes() {
    var result =
        fixture.build(
            """
            FROM scratch
            MAINTAINER me
            ARG V=1
            ENV A=$V B="x y" A2=$A
            LABEL a=b
            EXPOSE 80 53/UDP 9000-9001
            VOLUME /data
            USER 7:8
            STOPSIGNAL SIGINT
            SHELL ["/bin/sh", "-ec"]
            HEALTHCHECK --interval=5s CMD probe
            ENTRYPOINT run it
            CMD ["a"]
            ONBUILD RUN x
            """);
    var config = fixture.image(result).config();
    var run = config.run();
    assertThat(config.author()).isEqualTo("me");
    assertThat(run.env())
        .containsExactly(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "A=1",
            "B=x y",
            "A2=");
    assertThat(run.labels()).isEqualTo(Map.of("a", "b"));
    assertThat(run.exposedPorts())
        .containsExactlyInAnyOrder("80/tcp", "53/udp", "9000/tcp", "9001/tcp");
    assertThat(run.volumes()).containsExactly("/data");
    assertThat(run.workingDir()).isEqualTo("/");
    assertThat(run.user()).isEqualTo("7:8");
    assertThat(run.stopSignal()).isEqualTo("SIGINT");
    assertThat(run.entrypoint()).containsExactly("/bin/sh", "-ec", "run it");
    assertThat(run.cmd()).containsExactly("a");
    assertThat(run.onBuild()).containsExactly("RUN x");
    assertThat(run.healthcheck())
        .isEqualTo(new Healthcheck(List.of("CMD-SHELL", "probe"), 5_000_000_000L, 0, 0, 0, 0));
    assertThat(config.history())
        .extracting(History::createdBy)
        .containsExactly(
            "MAINTAINER me",
            "ARG V=1",
            "ENV A=1 B=x y A2=",
            "LABEL a=b",
            "EXPOSE [53/udp 80/tcp 9000/tcp 9001/tcp]",
            "VOLUME [/data]",
            "USER 7:8",
            "STOPSIGNAL SIGINT",
            "SHELL [/bin/sh -ec]",
            "HEALTHCHECK &{[\"CMD-SHELL\" \"probe\"] \"5s\" \"0s\" \"0s\" \"0s\" '\\x00'}",
            "ENTRYPOINT [\"/bin/sh\" \"-ec\" \"run it\"]",
            "CMD [\"a\"]");
    assertThat(config.history()).allMatch(History::emptyLayer);
  }

  @Test
  void stagesNobodyNeedsAreNotTouched() throws IOException {
    fixture.file("a", "");
    var result = fixture.build("FROM nowhere AS unused\nRUN false\nFROM scratch\nCOPY a /\n");
    assertThat(fixture.names(result, 0)).containsExactly("a");
  }

  @Test
  void triggersOfTheBaseRunFirst() throws IOException {
    fixture.file("a", "");
    fixture.build("FROM scratch\nONBUILD COPY a /by-trigger\n");
    var result = fixture.build("FROM built\nCOPY a /own\n");
    assertThat(fixture.names(result, 0)).containsExactly("by-trigger");
    assertThat(fixture.names(result, 1)).containsExactly("own");
    assertThat(fixture.image(result).config().run().onBuild()).isEmpty();
    assertThat(fixture.events)
        .contains(
            new BuildEvent.Started(2, "[1/2] FROM built"),
            new BuildEvent.Started(3, "[2/3] ONBUILD COPY a /by-trigger"),
            new BuildEvent.Started(4, "[3/3] COPY a /own"));
  }

  @Test
  void faultsShowTheDockerfileAroundThem() {
    assertThatThrownBy(() -> fixture.build("FROM scratch\n# c\nCOPY nope \\\n /\nENV a=b\n"))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e).hasMessage("\"/nope\": not found");
              assertThat(e.block())
                  .isEqualTo(
                      """
                      ------
                       > [1/1] COPY nope  /:
                      ------
                      Dockerfile:3
                      --------------------
                         1 |     FROM scratch
                         2 |     # c
                         3 | >>> COPY nope \\
                         4 | >>>  /
                         5 |     ENV a=b
                         6 |    \s
                      --------------------
                      """);
            });
    assertThatThrownBy(() -> fixture.build("FROM scratch\nCPOY a b\nENV\n"))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e)
                  .hasMessage(
                      "dockerfile parse error on line 2: unknown instruction: CPOY (did you mean"
                          + " COPY?)\n"
                          + "dockerfile parse error on line 3: ENV requires at least one argument");
              assertThat(e.block()).contains("   2 | >>> CPOY a b", "   3 | >>> ENV");
            });
    assertThatThrownBy(() -> fixture.build("FROM nowhere\n"))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> fixture.build("FROM scratch\nENV a=\"${b:?must be set}\"\n"))
        .isInstanceOf(BuildException.class)
        .hasMessage("b: must be set");
  }

  @Test
  void anUndefinedVariableIsAWarning() {
    var result = fixture.build("FROM scratch\nENV A=$B C=${D:-d} E=${A}\n");
    assertThat(result.warnings())
        .hasToString(
            "[Dockerfile:2:1: UndefinedVar: Usage of undefined variable '$A',"
                + " Dockerfile:2:1: UndefinedVar: Usage of undefined variable '$B']");
  }

  @Test
  void argumentsThatNobodyAskedForAreAWarning() {
    var options = BuildOptions.defaults().withArgs(Map.of("X", "1", "http_proxy", "p"));
    var result = fixture.build("FROM scratch\nENV a=b\n", options);
    assertThat(result.warnings().toString()).contains("not consumed: [X]");
  }

  @Test
  void theInputsAreTheFilesThatInstructionsName() throws IOException {
    fixture.file("a", "1");
    fixture.file("b", "1");
    fixture.file("c", "1");
    var text =
        "FROM scratch AS x\nCOPY c /\nFROM host\nRUN --mount=target=/m,source=b true\nCOPY a /\n";
    var source = BuildSource.inline(fixture.context, text);
    var options = BuildOptions.defaults();
    var before = fixture.builder.inputs(source, options);
    fixture.file("c", "2");
    fixture.file("d", "2");
    assertThat(fixture.builder.inputs(source, options)).isEqualTo(before);
    fixture.file("b", "2");
    var after = fixture.builder.inputs(source, options);
    assertThat(after).isNotEqualTo(before);
    assertThat(fixture.builder.inputs(source, options.withArgs(Map.of("A", "1"))))
        .isNotEqualTo(after);
  }
}
