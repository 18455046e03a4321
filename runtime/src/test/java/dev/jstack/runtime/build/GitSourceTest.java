package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class GitSourceTest {
  @TempDir Path temporary;
  private BuildFixture fixture;
  private GitServer server;
  private Path repository;

  @BeforeEach
  void open() throws Exception {
    fixture = new BuildFixture(temporary);
    server = new GitServer(Files.createDirectory(temporary.resolve("git")));
    repository = server.repository("r.git");
    write("a", "1");
    write("sub/b", "2");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    server.close();
    fixture.close();
    assertThat(fixture.leftovers()).isEmpty();
  }

  private void write(String name, String content) throws IOException {
    var file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private BuildResult add(String flags, String suffix) {
    return fixture.build(
        "FROM scratch\nADD " + flags + " " + server.address("r.git") + suffix + " /to/\n");
  }

  @Test
  void addTakesTheFilesOfABranchATagOrACommit() throws Exception {
    var first = server.commit(repository);
    server.git(repository, "tag", "-a", "-m", "t", "v1");
    write("a", "changed");
    server.commit(repository);
    assertThat(fixture.find(add("", ""), "to/a")).hasContent("changed");
    assertThat(fixture.find(add("", "#v1"), "to/a")).hasContent("1");
    assertThat(fixture.find(add("", "#" + first), "to/a")).hasContent("1");
    assertThat(fixture.names(add("", "#main"), 0))
        .containsExactly("to", "to/a", "to/sub", "to/sub/b");
  }

  @Test
  void addTakesADirectoryAndKeepsGitWhenAsked() throws Exception {
    server.commit(repository);
    assertThat(fixture.names(add("", "#main:sub"), 0)).containsExactly("to", "to/b");
    assertThat(fixture.names(add("", "?branch=main&subdir=sub"), 0)).containsExactly("to", "to/b");
    assertThat(fixture.names(add("--keep-git-dir", ""), 0)).contains("to/.git/HEAD");
    assertThatThrownBy(() -> add("", "#main:nope")).hasMessageContaining("\"nope\"");
  }

  @Test
  void anUnchangedCommitIsNotFetchedAgain() throws Exception {
    server.commit(repository);
    add("", "#main");
    assertThat(add("", "#main").ranSteps()).isZero();
    write("a", "2");
    server.commit(repository);
    assertThat(add("", "#main").ranSteps()).isEqualTo(1);
  }

  @Test
  void theChecksumIsTheCommit() throws Exception {
    var commit = server.commit(repository);
    assertThat(fixture.names(add("--checksum=" + commit, "#main"), 0)).contains("to/a");
    assertThat(fixture.names(add("--checksum=" + commit.substring(0, 8), ""), 0)).contains("to/a");
    assertThatThrownBy(() -> add("--checksum=" + "0".repeat(40), "#main"))
        .hasMessageContaining("expected checksum to match 000");
  }

  @Test
  void unknownRefsAndThoseThatLookLikeOptionsAreRefused() throws Exception {
    server.commit(repository);
    assertThatThrownBy(() -> add("", "#nope")).hasMessageContaining("no such branch");
    assertThatThrownBy(() -> add("", "#--upload-pack=x"))
        .hasMessageContaining("invalid git address");
  }

  @Test
  void hooksAndSettingsOfTheRepositoryDoNothing() throws Exception {
    var proof = temporary.resolve("proof");
    write(".gitattributes", "* filter=evil\n");
    write(".gitmodules", "[submodule \"s\"]\n\tpath = s\n\turl = file://" + repository + "\n");
    write(".githooks/post-checkout", "#!/bin/sh\ntouch " + proof + "\n");
    server.git(repository, "config", "filter.evil.smudge", "touch " + proof);
    server.commit(repository);
    add("", "");
    assertThat(proof).doesNotExist();
  }

  @Test
  void aSubmoduleByAFileAddressIsRefused() throws Exception {
    var inner = server.repository("inner.git");
    Files.writeString(inner.resolve("x"), "x");
    server.commit(inner);
    server.git(repository, "submodule", "add", "-q", inner.toString(), "s");
    server.commit(repository);
    assertThatThrownBy(() -> add("", "")).hasMessageContaining("not allowed");
    assertThat(fixture.names(add("", "?submodules=0"), 0)).contains("to/a");
  }

  @Test
  void submodulesAreFetched() throws Exception {
    var inner = server.repository("inner.git");
    Files.writeString(inner.resolve("x"), "x");
    server.commit(inner);
    server.git(repository, "submodule", "add", "-q", server.address("inner.git"), "s");
    server.commit(repository);
    assertThat(fixture.find(add("", ""), "to/s/x")).hasContent("x");
  }

  @Test
  void aRepositoryIsABuildContext() throws Exception {
    write("sub/Dockerfile", "FROM scratch\nCOPY . /\n");
    server.commit(repository);
    var address = server.address("r.git") + "#main:sub";
    try (var source = fixture.open(address, null)) {
      var result = fixture.build(BuildRequest.of(source.source(), "built"));
      assertThat(fixture.names(result, 0)).containsExactly("Dockerfile", "b");
    }
  }

  @Test
  void linksOfARepositoryDoNotLeadOutOfIt() throws Exception {
    Files.createSymbolicLink(repository.resolve("Dockerfile"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(repository.resolve("out"), Path.of("/etc"));
    server.commit(repository);
    assertThatThrownBy(() -> fixture.open(server.address("r.git"), null))
        .hasMessageContaining("failed to read dockerfile");
    assertThatThrownBy(() -> fixture.open(server.address("r.git"), "out/hostname"))
        .hasMessageContaining("failed to read dockerfile");
    assertThatThrownBy(() -> fixture.open(server.address("r.git") + "#main:out", null))
        .hasMessageContaining("no directory");
  }

  @Test
  void aNamedContextMayBeARepository() throws Exception {
    server.commit(repository);
    var source =
        BuildSource.inline(null, "FROM scratch\nCOPY --from=code a /\n")
            .with(Map.of("code", server.address("r.git")));
    var result = fixture.build(BuildRequest.of(source, "built"));
    assertThat(fixture.names(result, 0)).isEqualTo(List.of("a"));
  }
}
