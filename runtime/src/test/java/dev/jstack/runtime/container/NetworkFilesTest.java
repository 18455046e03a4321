package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a running container's /etc/hosts and /etc/resolv.conf. */
class NetworkFilesTest {
  private static final String BEFORE = "nameserver 127.0.0.11\nsearch lan\n";
  private static final String AFTER = "nameserver 127.0.0.11\nsearch vpn\n";

  @TempDir Path directory;

  @Test
  void aFileThatWeWroteFollowsTheNetworks() throws IOException {
    var file = Files.writeString(directory.resolve("resolv.conf"), BEFORE);
    var node = Files.readAttributes(file, "unix:ino");

    NetworkFiles.replace(file, BEFORE, AFTER);

    assertThat(file).hasContent(AFTER);
    assertThat(Files.readAttributes(file, "unix:ino")).as("it is mounted").isEqualTo(node);
  }

  @Test
  void aFileThatSomebodyEditedIsTheirs() throws IOException {
    var file = Files.writeString(directory.resolve("resolv.conf"), "nameserver 9.9.9.9\n");

    NetworkFiles.replace(file, BEFORE, AFTER);

    assertThat(file).hasContent("nameserver 9.9.9.9\n");
  }
}
