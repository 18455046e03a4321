package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which programs change resolv.conf is noticed at the next question. */
class HostResolverTest {
  private static final FileTime ALWAYS = FileTime.fromMillis(0);

  @TempDir Path directory;

  private Path file;
  private HostResolver resolver;

  @BeforeEach
  void aLinkToAFileElsewhere() throws IOException {
    file = Files.createDirectory(directory.resolve("run")).resolve("stub");
    write(file, "10.0.0.1");
    var link = Files.createDirectory(directory.resolve("etc")).resolve("resolv.conf");
    Files.createSymbolicLink(link, Path.of("../run/stub"));
    resolver = new HostResolver(link);
    assertThat(resolver.read().servers()).containsExactly("10.0.0.1");
  }

  @AfterEach
  void close() {
    resolver.close();
  }

  @Test
  void writingIsNoticedThoughSizeAndTimeAreTheSame() throws IOException {
    write(file, "10.0.0.2");
    assertThat(resolver.read().servers()).containsExactly("10.0.0.2");

    write(file, "10.0.0.3");
    assertThat(resolver.read().servers()).containsExactly("10.0.0.3");
  }

  @Test
  void renamingOverItIsNoticed() throws IOException {
    write(directory.resolve("new"), "10.0.0.2");

    Files.move(directory.resolve("new"), file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(resolver.read().servers()).containsExactly("10.0.0.2");
  }

  @Test
  void aLinkThatLeadsElsewhereIsNoticedAndFollowed() throws IOException {
    var other = directory.resolve("run/vpn");
    write(other, "10.0.0.2");
    var fresh = Files.createSymbolicLink(directory.resolve("etc/fresh"), other);

    Files.move(fresh, directory.resolve("etc/resolv.conf"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(resolver.read().servers()).containsExactly("10.0.0.2");

    write(other, "10.0.0.3");
    assertThat(resolver.read().servers()).containsExactly("10.0.0.3");
  }

  @Test
  void whatIsGoneForAMomentIsRememberedUntilItIsBack() throws IOException {
    Files.delete(file);
    Files.delete(file.getParent());
    assertThat(resolver.read().servers()).containsExactly("10.0.0.1");

    Files.createDirectory(file.getParent());
    write(file, "10.0.0.2");
    assertThat(resolver.read().servers()).containsExactly("10.0.0.2");
  }

  @Test
  void whatHasNotChangedIsNotReadAgain() throws IOException {
    var before = resolver.read();

    assertThat(resolver.read()).isSameAs(before);
    write(directory.resolve("unrelated"), "10.0.0.9");
    assertThat(resolver.read()).isSameAs(before);
  }

  private static void write(Path file, String server) throws IOException {
    Files.write(file, List.of("nameserver " + server));
    Files.setLastModifiedTime(file, ALWAYS);
  }
}
