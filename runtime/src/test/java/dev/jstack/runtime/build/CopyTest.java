package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** COPY and ADD. */
@Tag("root")
class CopyTest {
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

  private BuildResult build(String instructions) {
    return fixture.build("FROM scratch\n" + instructions);
  }

  private String owner(BuildResult result, String path) throws IOException {
    var file = fixture.find(result, path);
    return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
        + ":"
        + Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS)
        + " "
        + Integer.toOctalString(
            (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777);
  }

  @Test
  void aDirectoryGivesItsContentsAndAFileItsName() throws IOException {
    fixture.file("d/a", "1");
    fixture.file("d/sub/b", "2");
    fixture.file("f", "3");
    var result = build("COPY d /to/\nCOPY f /to/\nCOPY f /as\nCOPY d/sub/* f /many/\n");
    assertThat(fixture.names(result, 0)).containsExactly("to", "to/a", "to/sub", "to/sub/b");
    assertThat(fixture.names(result, 1)).containsExactly("to", "to/f");
    assertThat(fixture.names(result, 2)).containsExactly("as");
    assertThat(fixture.names(result, 3)).containsExactly("many", "many/b", "many/f");
  }

  @Test
  void anExistingDirectoryIsATargetWithoutASlash() throws IOException {
    fixture.file("f", "1");
    var result = build("WORKDIR /dir\nCOPY f /dir\nCOPY f .\nCOPY f ../g\n");
    assertThat(fixture.names(result, 1)).containsExactly("dir", "dir/f");
    assertThat(fixture.find(result, "g")).hasContent("1");
  }

  @Test
  void severalFilesCantBecomeOne() throws IOException {
    fixture.file("a", "1");
    fixture.file("b", "2");
    assertThatThrownBy(() -> build("COPY a b /one\n"))
        .hasMessageContaining("the destination must be a directory and end with a /");
  }

  @Test
  void ownersAndModesAreTheContextsUnlessAskedFor() throws IOException {
    fixture.file("d/run", "x");
    Files.setPosixFilePermissions(
        fixture.context.resolve("d/run"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.setAttribute(fixture.context.resolve("d/run"), "unix:uid", 1234);
    var result =
        build(
            """
            COPY d /plain
            COPY --chown=5 d /number
            COPY --chown=5:6 --chmod=u=rwX,go= d /new/both
            """);
    assertThat(owner(result, "plain/run")).isEqualTo("0:0 750");
    assertThat(owner(result, "plain")).isEqualTo("0:0 755");
    assertThat(owner(result, "number/run")).isEqualTo("5:5 750");
    assertThat(owner(result, "new")).isEqualTo("5:6 755");
    assertThat(owner(result, "new/both/run")).isEqualTo("5:6 700");
  }

  @Test
  void ownersByNameAreThoseOfTheImage() throws IOException {
    fixture.file("passwd", "alice:x:1000:100::/home/alice:/bin/sh\n");
    fixture.file("group", "staff:x:50:\n");
    var result =
        build(
            """
            COPY passwd group /etc/
            COPY --chown=alice passwd /a
            COPY --chown=alice:staff passwd /b
            USER alice
            WORKDIR /made/deep
            """);
    assertThat(owner(result, "a")).startsWith("1000:100 ");
    assertThat(owner(result, "b")).startsWith("1000:50 ");
    assertThat(owner(result, "made/deep")).isEqualTo("1000:100 755");
    assertThat(owner(result, "made")).isEqualTo("1000:100 755");
    assertThatThrownBy(() -> build("COPY --chown=bob passwd /a\n"))
        .hasMessageContaining("unable to find user \"bob\"");
  }

  @Test
  void ignoredFilesAreNotThereUnlessTakenBackIn() throws IOException {
    fixture.file(".dockerignore", "dir\n!dir/sub/e.txt\n*.log\n");
    fixture.file("dir/a.txt", "");
    fixture.file("dir/sub/e.txt", "");
    fixture.file("dir/other/f.txt", "");
    fixture.file("x.log", "");
    fixture.file("y", "");
    var result = build("COPY . /c/\n");
    assertThat(fixture.names(result, 0))
        .containsExactly("c", "c/.dockerignore", "c/dir", "c/dir/sub", "c/dir/sub/e.txt", "c/y");
    assertThatThrownBy(() -> build("COPY x.log /\n"))
        .hasMessage("\"/x.log\": not found; it is excluded by .dockerignore");
  }

  @Test
  void patternsMayMatchNothingAndExcludesAreBelowTheSource() throws IOException {
    fixture.file("src/a.c", "");
    fixture.file("src/a.o", "");
    fixture.file("src/sub/b.o", "");
    var result = build("COPY nope*.x src/?.[a-c] /m/\nCOPY --exclude=**/*.o src /n/\n");
    assertThat(fixture.names(result, 0)).containsExactly("m", "m/a.c");
    assertThat(fixture.names(result, 1)).containsExactly("n", "n/a.c", "n/sub");
  }

  @Test
  void parentsAreKeptFromThePivotOn() throws IOException {
    fixture.file("a/b/c/d.txt", "");
    fixture.file("a/b/e.txt", "");
    var result = build("COPY --parents a/./b/**/*.txt /x/\n");
    assertThat(fixture.names(result, 0))
        .containsExactly("x", "x/b", "x/b/c", "x/b/c/d.txt", "x/b/e.txt");
  }

  @Test
  void linksStayInsideTheContextAndTheImage() throws IOException {
    fixture.file("real/f", "1");
    Files.createSymbolicLink(fixture.context.resolve("link"), Path.of("/real/f"));
    Files.createSymbolicLink(fixture.context.resolve("real/abs"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(fixture.context.resolve("out"), Path.of("../../../../etc/hostname"));
    Files.createDirectory(fixture.context.resolve("evil"));
    Files.createSymbolicLink(
        fixture.context.resolve("evil/etc"), Path.of(temporary.toString(), "outside"));
    var result = build("COPY evil /\nCOPY real/f /etc/\nCOPY link /l\nCOPY real /r\n");
    assertThat(temporary.resolve("outside")).doesNotExist();
    assertThat(fixture.find(result, temporary.toString().substring(1) + "/outside/f"))
        .hasContent("1");
    assertThat(Files.isSymbolicLink(fixture.find(result, "l"))).isFalse();
    assertThat(Files.readSymbolicLink(fixture.find(result, "r/abs"))).hasToString("/etc/passwd");
    assertThatThrownBy(() -> build("COPY out /\n")).hasMessageContaining("not found");
    assertThatThrownBy(() -> build("COPY ../../etc/passwd /\n")).hasMessageContaining("not found");
  }

  @Test
  void kindsMustFit() throws IOException {
    fixture.file("d/x", "");
    fixture.file("x/y", "");
    fixture.file("f", "");
    assertThatThrownBy(() -> build("COPY f /t\nCOPY d /t\n"))
        .hasMessageContaining("cannot copy to non-directory");
    assertThatThrownBy(() -> build("COPY x /t/x\nCOPY d /t\n"))
        .hasMessageContaining("cannot overwrite directory");
  }

  @Test
  void inlineFilesAreExpandedUnlessQuoted() throws IOException {
    var result =
        build(
            "ENV A=1\nCOPY <<x <<\"y\" /d/\nv=$A 'q'\nx\nv=$A\ny\nCOPY --chmod=600 <<EOF /f\nz\nEOF\n");
    assertThat(fixture.find(result, "d/x")).hasContent("v=1 'q'\n");
    assertThat(fixture.find(result, "d/y")).hasContent("v=$A\n");
    assertThat(owner(result, "d/x")).isEqualTo("0:0 644");
    assertThat(owner(result, "f")).isEqualTo("0:0 600");
  }

  @Test
  void archivesAreUnpackedByAddOnly() throws Exception {
    fixture.file("in/a", "1");
    var tar = fixture.context.resolve("any.name");
    var process =
        new ProcessBuilder("tar", "czf", tar.toString(), "-C", fixture.context.toString(), "in")
            .start();
    assertThat(process.waitFor()).isZero();
    fixture.file("x.gz", "no archive");
    var result = build("ADD any.name x.gz /u/\nCOPY any.name /c\n");
    assertThat(fixture.names(result, 0)).containsExactly("u", "u/in", "u/in/a", "u/x.gz");
    assertThat(fixture.find(result, "c")).isRegularFile();
  }

  @Test
  void remoteFilesAreTakenAsTheyAre() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/dir/f.txt",
        exchange -> {
          exchange.getResponseHeaders().add("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'h', 'i'});
          exchange.close();
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/dir/";
      var result = build("ADD " + url + "f.txt?x=y /d/\nADD " + url + "f.txt /as\n");
      assertThat(fixture.find(result, "d/f.txt")).hasContent("hi");
      assertThat(owner(result, "d/f.txt")).isEqualTo("0:0 600");
      assertThat(Files.getLastModifiedTime(fixture.find(result, "as")).toInstant())
          .hasToString("1994-11-06T08:49:37Z");
      var wrong = "sha256:" + "0".repeat(64);
      assertThatThrownBy(() -> build("ADD --checksum=" + wrong + " " + url + "f.txt /\n"))
          .hasMessageContaining("digest mismatch");
      assertThatThrownBy(() -> build("ADD " + url + "nope /\n")).hasMessageContaining("404");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anEqualFileOfARebuiltStageIsTakenFromTheCache() throws IOException {
    fixture.file("a", "1");
    fixture.file("b", "1");
    var dockerfile = "FROM scratch AS s\nCOPY . /\nFROM scratch\nCOPY --from=s /a /\n";
    fixture.build(dockerfile);
    fixture.file("b", "2");
    var again = fixture.build(dockerfile);
    assertThat(again.ranSteps()).isEqualTo(1);
    assertThat(again.cachedSteps()).isEqualTo(1);
  }

  @Test
  void namesThatAreNoTextAreCopiedByteForByte() throws Exception {
    var script = "printf x > \"$1/$(printf 'caf\\351')\"";
    var process = new ProcessBuilder("sh", "-c", script, "sh", fixture.context.toString()).start();
    assertThat(process.waitFor()).isZero();
    var result = build("COPY . /\n");
    var list =
        new ProcessBuilder(
                "sh",
                "-c",
                "ls \"$1\" | od -An -tx1",
                "sh",
                fixture.image(result).layers().getFirst().directory().toString())
            .start();
    assertThat(
            new String(
                list.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("63 61 66 e9");
  }

  @Test
  void aLinkedCopyIsALayerThatNeedsNothingBelow() throws IOException {
    fixture.file("a", "1");
    fixture.file("one", "1");
    fixture.file("two", "2");
    var first = build("COPY one /x\nCOPY --link a /d/\n");
    var second = build("COPY two /x\nCOPY --link a /d/\n");
    assertThat(second.cachedSteps()).isEqualTo(1);
    assertThat(fixture.image(second).layers().get(1))
        .isEqualTo(fixture.image(first).layers().get(1));
    assertThat(fixture.names(second, 1)).containsExactly("d", "d/a");
  }

  @Test
  void aLinkedCopyKeepsTheDirectoriesOnItsWay() throws IOException {
    fixture.file("a", "1");
    var result = build("COPY --chmod=1777 --chown=5:6 a /t/x\nCOPY --link a /t/y\n");
    assertThat(owner(result, "t")).isEqualTo("5:6 1777");
    assertThat(owner(result, "t/y")).isEqualTo("0:0 644");
  }

  @Test
  void aNumericModeIsAlsoThatOfDirectoriesThatAreMade() throws IOException {
    fixture.file("d/a", "1");
    var result = build("COPY --chmod=0700 d /n/m/\nCOPY --chmod=g+w d /o/\n");
    assertThat(owner(result, "n")).isEqualTo("0:0 700");
    assertThat(owner(result, "n/m")).isEqualTo("0:0 700");
    assertThat(owner(result, "o")).isEqualTo("0:0 755");
    assertThat(owner(result, "o/a")).isEqualTo("0:0 664");
  }

  @Test
  void aPatternMayGoThroughWhatIsNoDirectory() throws IOException {
    fixture.file("Dockerfile", "");
    fixture.file("d/x", "1");
    assertThat(fixture.names(build("COPY **/x /t/\n"), 0)).containsExactly("t", "t/x");
    assertThat(fixture.names(build("COPY --parents ./*/x **/y /t/\n"), 0))
        .containsExactly("t", "t/d", "t/d/x");
  }

  @Test
  void aPatternThatFindsALinkToNothingFails() throws IOException {
    fixture.file("da", "1");
    Files.createSymbolicLink(fixture.context.resolve("db"), Path.of("nowhere"));
    assertThatThrownBy(() -> build("COPY d* /x/\n")).hasMessageContaining("\"/db\": not found");
  }

  @Test
  void ownersOfALinkedCopyAreThoseOfTheStage() throws IOException {
    fixture.file("passwd", "me:x:7:8::/:/x\n");
    fixture.file("a", "1");
    var result = build("COPY passwd /etc/\nCOPY --link --chown=me a /\n");
    assertThat(owner(result, "a")).isEqualTo("7:8 644");
    fixture.file("passwd", "me:x:9:9::/:/x\n");
    result = build("COPY passwd /etc/\nCOPY --link --chown=me a /\n");
    assertThat(owner(result, "a")).isEqualTo("9:9 644");
  }

  @Test
  void aDownloadedArchiveIsUnpackedWhenAsked() throws Exception {
    fixture.file("in/a", "1");
    var tar = new ProcessBuilder("tar", "czf", "x.tgz", "in").directory(fixture.context.toFile());
    assertThat(tar.start().waitFor()).isZero();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var content = Files.readAllBytes(fixture.context.resolve("x.tgz"));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x.tgz";
      assertThat(fixture.names(build("ADD " + url + " /d/\n"), 0)).containsExactly("d", "d/x.tgz");
      assertThat(fixture.names(build("ADD --unpack " + url + " /d/\n"), 0))
          .containsExactly("d", "d/in", "d/in/a");
      assertThat(fixture.names(build("ADD --unpack=false x.tgz /d/\n"), 0))
          .containsExactly("d", "d/x.tgz");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsOfAnotherKindMakesWayForAnArchive() throws Exception {
    fixture.file("t/was-file/new", "1");
    fixture.file("t/was-directory", "2");
    fixture.file("t/was-link/in", "3");
    archive("a.tar", "t");
    fixture.file("old/was-file", "");
    fixture.file("old/was-directory/x/y", "");
    fixture.file("elsewhere/z", "");
    Files.createSymbolicLink(fixture.context.resolve("old/was-link"), Path.of("/elsewhere"));
    archive("old.tar", "old");
    var base = "FROM scratch\nCOPY elsewhere /elsewhere\nCOPY old /d\n";
    var result = fixture.build(base + "ADD a.tar /d/\n");
    assertThat(fixture.names(result, 2))
        .containsExactly(
            "d", "d/was-directory", "d/was-file", "d/was-file/new", "d/was-link", "d/was-link/in");
    var once = fixture.build("FROM scratch\nCOPY elsewhere /elsewhere\nADD old.tar a.tar /d/\n");
    assertThat(fixture.find(once, "d/was-directory")).hasContent("2");
    assertThat(fixture.find(once, "d/was-link/in")).hasContent("3");
    assertThat(fixture.names(once, 0)).containsExactly("elsewhere", "elsewhere/z");
    assertThat(fixture.names(once, 1)).doesNotContain("elsewhere");
  }

  /** Of what lies in {@code directory}, beside it. */
  private void archive(String name, String directory) throws Exception {
    var process =
        new ProcessBuilder("tar", "cf", name, "-C", directory, ".")
            .directory(fixture.context.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
