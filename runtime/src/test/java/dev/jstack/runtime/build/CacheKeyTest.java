package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSecret;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.image.ImageUsage;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which change makes a RUN run again, and what {@code --why} says about it. */
@Tag("root")
class CacheKeyTest {
  private static final String COPY = "FROM host\nCOPY src /src\nRUN echo probe > /probe\n";
  private static final String CACHED = "";

  @AutoClose private BuildFixture fixture;

  /** Changes the context. */
  private interface Change {
    void in(Path context) throws IOException;

    Change NONE = context -> {};
  }

  /** {@code cause} is part of what is said of the first step that is done again, or CACHED. */
  private record Row(String change, String before, String after, Change in, String cause) {
    Row(String change, Change in, String cause) {
      this(change, COPY, COPY, in, cause);
    }

    Row(String change, String before, String after, String cause) {
      this(change, "FROM host\n" + before, "FROM host\n" + after, Change.NONE, cause);
    }

    @Override
    public String toString() {
      return change + (cause.equals(CACHED) ? " → cached" : " → rebuilt");
    }
  }

  static Stream<Row> rows() {
    return Stream.of(files(), instructions(), arguments(), mounts()).flatMap(rows -> rows);
  }

  private static Stream<Row> files() {
    return Stream.of(
        new Row("content", in -> write(in, "src/a", "other"), "src/a changed"),
        new Row("content of the same size", in -> write(in, "src/a", "A"), "src/a changed"),
        new Row(
            "content of the same size and time",
            in -> {
              var file = in.resolve("src/a");
              var time = Files.getLastModifiedTime(file);
              write(in, "src/a", "b");
              Files.setLastModifiedTime(file, time);
            },
            "src/a changed"),
        new Row(
            "name", in -> Files.move(in.resolve("src/a"), in.resolve("src/z")), "src/a removed"),
        new Row("added file", in -> write(in, "src/new", ""), "src/new added"),
        new Row("removed file", in -> Files.delete(in.resolve("src/a")), "src/a removed"),
        new Row(
            "symlink target",
            in -> {
              Files.delete(in.resolve("src/link"));
              Files.createSymbolicLink(in.resolve("src/link"), Path.of("sub"));
            },
            "src/link changed"),
        new Row("mode of a file", in -> chmod(in, "src/a", 0755), "src/a changed"),
        new Row("mode of a directory", in -> chmod(in, "src/sub", 0700), "src/sub changed"),
        new Row(
            "new empty directory",
            in -> Files.createDirectory(in.resolve("src/empty")),
            "src/empty added"),
        new Row(
            "new fifo",
            in -> {
              try (var directory = Directory.open(in.resolve("src"))) {
                directory.makeNode(RawPath.of("fifo"), FileKind.FIFO, 0644, 0);
              }
            },
            "src/fifo added"),
        new Row(
            "new hard link",
            in -> Files.createLink(in.resolve("src/hard"), in.resolve("src/a")),
            "src/hard added"),
        new Row(
            "user attribute of a file",
            in -> {
              try (var directory = Directory.open(in.resolve("src"))) {
                Xattrs.set(directory, RawPath.of("a"), "user.x", new byte[] {1});
              }
            },
            "src/a changed"),
        new Row(
            "mtime only",
            in -> Files.setLastModifiedTime(in.resolve("src/a"), FileTime.fromMillis(0)),
            CACHED),
        new Row("rewritten same bytes", in -> write(in, "src/a", "a"), CACHED),
        new Row(
            "owner in the context",
            in -> {
              try (var directory = Directory.open(in.resolve("src"))) {
                directory.setOwner(RawPath.of("a"), 7, 7);
              }
            },
            CACHED),
        new Row("file that is not copied", in -> write(in, "elsewhere", "x"), CACHED),
        new Row("ignored file", in -> write(in, "src/ignored", "x"), CACHED),
        new Row(
            "text of .dockerignore", in -> write(in, ".dockerignore", "**/ignored\n#\n"), CACHED));
  }

  private static Stream<Row> instructions() {
    var run = "RUN echo probe > /probe\n";
    return Stream.of(
        new Row("comment, case, reflow", run, "# c\nrun \\\n echo probe > /probe\n", CACHED),
        new Row("stage renamed", COPY, COPY.replace("host\n", "host AS x\n"), Change.NONE, CACHED),
        new Row(
            "index instead of name",
            "FROM host AS a\nRUN echo 1 >/1\nFROM host\nCOPY --from=a /1 /1\n" + run,
            "FROM host AS a\nRUN echo 1 >/1\nFROM host\nCOPY --from=0 /1 /1\n" + run,
            Change.NONE,
            CACHED),
        new Row(
            "label, cmd and others", run, "LABEL a=b\nCMD x\nEXPOSE 1\nVOLUME /v\n" + run, CACHED),
        new Row(
            "entrypoint and others",
            run,
            "ENTRYPOINT x\nHEALTHCHECK CMD x\nSTOPSIGNAL 9\nONBUILD RUN x\nMAINTAINER m\n" + run,
            CACHED),
        new Row("ENV", run, "ENV A=b\n" + run, "variable A added"),
        new Row("value of ENV", "ENV A=b\n" + run, "ENV A=c\n" + run, "variable A changed"),
        new Row("WORKDIR", run, "WORKDIR /tmp\n" + run, "working directory changed"),
        new Row("USER", run, "USER 0:0\n" + run, "user changed"),
        new Row("SHELL", run, "SHELL [\"/bin/sh\", \"-ec\"]\n" + run, "instruction changed"),
        new Row(
            "exec form of the same words",
            run,
            "RUN [\"/bin/sh\", \"-c\", \"echo probe > /probe\"]\n",
            CACHED),
        new Row(
            "text",
            run,
            "RUN echo other > /probe\n",
            "instruction changed: \"RUN /bin/sh -c echo probe > /probe\""
                + " → \"RUN /bin/sh -c echo other > /probe\""),
        new Row(
            "equal output of a stage that ran again",
            "FROM host AS a\nRUN echo 1 >/1\nFROM host\nCOPY --from=a /1 /1\n" + run,
            "FROM host AS a\nRUN echo 1  >/1; echo 2 >/2\nFROM host\nCOPY --from=a /1 /1\n" + run,
            Change.NONE,
            CACHED),
        new Row(
            "other output of a stage",
            "FROM host AS a\nRUN echo 1 >/1\nFROM host\nCOPY --from=a /1 /1\n" + run,
            "FROM host AS a\nRUN echo 2 >/1\nFROM host\nCOPY --from=a /1 /1\n" + run,
            Change.NONE,
            "COPY --from=a /1 /1: 1 changed"),
        new Row(
            "linked copy on another base",
            "FROM host\nRUN echo 1 >/1\nCOPY --link src /src\n",
            "FROM host\nRUN echo 2 >/1\nCOPY --link src /src\n",
            Change.NONE,
            CACHED));
  }

  private static Stream<Row> arguments() {
    var run = "RUN echo probe > /probe\n";
    return Stream.of(
        new Row("declared ARG", "ARG X=1\n" + run, "ARG X=2\n" + run, "variable X changed"),
        new Row("ARG declared after", run + "ARG X=1\n", run + "ARG X=2\n", CACHED),
        new Row(
            "global ARG",
            "ARG X=1\nFROM host\n" + run,
            "ARG X=2\nFROM host\n" + run,
            Change.NONE,
            CACHED),
        new Row("ARG behind ENV", "ARG X=1\nENV X=e\n" + run, "ARG X=2\nENV X=e\n" + run, CACHED),
        new Row(
            "ARG before a COPY",
            "FROM host\nARG X=1\nCOPY src /src\n",
            "FROM host\nARG X=2\nCOPY src /src\n",
            Change.NONE,
            CACHED),
        new Row(
            "declared proxy",
            "ARG http_proxy=a\n" + run,
            "ARG http_proxy=b\n" + run,
            "variable http_proxy changed"));
  }

  private static Stream<Row> mounts() {
    var bind = "FROM host\nRUN --mount=type=bind,source=src,target=/b echo probe > /probe\n";
    return Stream.of(
        new Row("bound file", bind, bind, in -> write(in, "src/a", "x"), "mount at /b changed"),
        new Row("file beside what is bound", bind, bind, in -> write(in, "y", "x"), CACHED));
  }

  private static void write(Path context, String name, String text) throws IOException {
    Files.writeString(context.resolve(name), text);
  }

  private static void chmod(Path context, String name, int mode) {
    try (var directory = Directory.open(context)) {
      directory.setPermissions(RawPath.of(name), mode);
    }
  }

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    fixture = new BuildFixture(temporary);
    fixture.file("src/a", "a");
    fixture.file("src/sub/b", "b");
    fixture.file("src/ignored", "i");
    fixture.file(".dockerignore", "**/ignored\n");
    Files.createSymbolicLink(fixture.context.resolve("src/link"), Path.of("a"));
  }

  private BuildResult build(String dockerfile, BuildOptions options) throws IOException {
    write(fixture.context, "Dockerfile", dockerfile);
    var source = BuildSource.load(fixture.context, null);
    return fixture.build(new BuildRequest(source, options, List.of(), Map.of()));
  }

  private BuildResult build(String dockerfile) throws IOException {
    return build(dockerfile, BuildOptions.defaults());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStepRunsAgainWhenItsInputsChangeAndOnlyThen(Row row) throws IOException {
    build(row.before);
    row.in.in(fixture.context);
    var result = build(row.after);
    assertThat(fixture.lastStepWasCached()).isEqualTo(row.cause.equals(CACHED));
    if (!row.cause.equals(CACHED)) {
      assertThat(result.reasons().toString()).contains(row.cause);
    }
  }

  @Test
  void aStepThatFollowsAnotherSaysSo() throws IOException {
    build(COPY);
    write(fixture.context, "src/a", "changed");
    assertThat(build(COPY).reasons())
        .extracting(RebuildReason::toString)
        .containsExactly(
            "[2/3] COPY src /src: src/a changed",
            "[3/3] RUN echo probe > /probe: [2/3] COPY src /src changed");
  }

  @Test
  void goingBackToAnOlderStateComesFromTheCache() throws IOException {
    var first = build(COPY);
    write(fixture.context, "src/a", "other");
    build(COPY);
    write(fixture.context, "src/a", "a");
    var back = build(COPY);
    assertThat(back.ranSteps()).isZero();
    assertThat(back.image()).isEqualTo(first.image());
  }

  @Test
  void withoutTheCacheAllRunsAndIsKeptAllTheSame() throws IOException {
    build(COPY);
    var again = build(COPY, BuildOptions.defaults().withNoCache(true));
    assertThat(again.ranSteps()).isEqualTo(2);
    assertThat(again.reasons().toString()).contains("the cache is not to be used");
    assertThat(build(COPY).ranSteps()).isZero();
  }

  @Test
  void anotherCheckoutUnderTheSameNameIsReadAnew() throws IOException {
    build(COPY);
    var time = Files.getLastModifiedTime(fixture.context.resolve("src/a"));
    Files.move(fixture.context.resolve("src"), fixture.context.resolve("old"));
    fixture.file("src/a", "z");
    Files.setLastModifiedTime(fixture.context.resolve("src/a"), time);
    var result = build("FROM scratch\nCOPY src /src\n");
    assertThat(fixture.find(result, "src/a")).hasContent("z");
  }

  @Test
  void aLayerThatIsGoneIsMadeAgain() throws IOException {
    var result = build(COPY);
    var layer = fixture.image(result).layers().getLast().directory().getParent();
    fixture.images.remove(result.image().toString(), true, ImageUsage.none());
    assertThat(layer).doesNotExist();
    var again = build(COPY);
    assertThat(fixture.find(again, "probe")).hasContent("probe\n");
    assertThat(again.reasons().toString()).contains("its result is not in the cache any more");
  }

  @Test
  void undeclaredProxiesSecretsAndCacheMountsAreNoInputs() throws IOException {
    var run =
        "FROM host\nRUN --mount=type=secret,id=s --mount=type=cache,target=/c"
            + " cat /run/secrets/s >> /c/f; echo $http_proxy\n";
    build(run, options("a", "http://one"));
    assertThat(build(run, options("b", "http://two")).ranSteps()).isZero();
  }

  private static BuildOptions options(String secret, String proxy) {
    return BuildOptions.defaults()
        .withArgs(Map.of("http_proxy", proxy))
        .withSecrets(Map.of("s", new BuildSecret.Value(secret)));
  }
}
