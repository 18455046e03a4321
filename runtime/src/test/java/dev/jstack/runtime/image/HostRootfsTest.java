package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileSystemType;
import dev.jstack.runtime.linux.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class HostRootfsTest {
  @TempDir Path own;
  private HostRootfs host;
  private Directory tree;

  @BeforeEach
  void open() {
    try (var root = Directory.open(Path.of("/"))) {
      assumeThat(FileSystemType.of(root)).isNotEqualTo(FileSystemType.OVERLAY);
    }
    host = new HostRootfs(List.of(own), own);
    tree = Directory.of(host.tree()).directory(RawPath.EMPTY);
  }

  @AfterEach
  void close() {
    if (tree != null) {
      tree.close();
      host.tree().close();
    }
  }

  @Test
  void programsAreThere() {
    assertThat(tree.stat(RawPath.of("usr/bin/env"))).isPresent();
    assertThat(tree.stat(RawPath.of("etc/passwd"))).isPresent();
  }

  @Test
  void privateDirectoriesAreEmpty() {
    for (String name : List.of("root", "home", "tmp", "run", "proc", "sys")) {
      try (var directory = tree.directory(RawPath.of(name))) {
        assertThat(directory.list()).as(name).isEmpty();
      }
    }
  }

  @Test
  void passwordsAndKeysAreNotThere() {
    for (String name : List.of("etc/shadow", "etc/gshadow", "etc/sudoers", "etc/ssh")) {
      assertThat(tree.stat(RawPath.of(name))).as(name).isEmpty();
    }
  }

  @Test
  void ofVarOnlyThePackageManagersRecordIsThere() {
    assertThat(tree.stat(RawPath.of("var/tmp"))).isPresent();
    try (var lib = tree.directory(RawPath.of("var/lib"))) {
      assertThat(lib.list()).extracting(entry -> entry.name().toString()).isSubsetOf("dpkg", "apt");
    }
    if (Files.exists(Path.of("/var/lib/dpkg/status"))) {
      assertThat(tree.stat(RawPath.of("var/lib/dpkg/status"))).isPresent();
    }
  }

  @Test
  void nothingCanBeWritten() {
    assertThatThrownBy(() -> tree.makeDirectory(RawPath.of("x"), 0755))
        .hasMessageContaining("EROFS");
  }

  @Test
  void theKeyStaysWhileNothingChanges() {
    assertThat(host.key()).isEqualTo(host.key());
  }
}
