package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.container.MountSpec.Bind;
import dev.jstack.runtime.container.MountSpec.Tmpfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container finds below its root. */
@Tag("root")
class ContainerRootRootTest {
  @TempDir private Path directory;
  @AutoClose private RuntimeFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
  }

  private static MountSpec volume(String name, String target) {
    return new MountSpec.Volume(name, target, false, false, null);
  }

  @Test
  void aNewVolumeGetsWhatTheImageHasThere() throws Exception {
    var data = Files.createDirectories(fixture.tiny.layer().resolve("data/sub"));
    Files.writeString(data.resolve("file"), "content");
    Files.setAttribute(data, "unix:uid", 1000);
    Files.setPosixFilePermissions(data.getParent(), PosixFilePermissions.fromString("rwxrwx---"));
    var log =
        fixture.output(
            Specs.shell(
                "cat /data/sub/file; echo; stat -c '%u %a' /data/sub /data; echo new > /data/x",
                volume("data", "/data")));
    assertThat(log).isEqualTo("content\n1000 755\n0 770\n");
    assertThat(fixture.output(Specs.shell("cat /other/x", volume("data", "/other"))))
        .isEqualTo("new\n");
    fixture.runtime.volumes().remove("data");
  }

  @Test
  void bindsAreTheHostsOwnFiles() throws Exception {
    var host = Files.createDirectories(directory.resolve("host"));
    Files.writeString(host.resolve("f"), "host\n");
    assertThat(
            fixture.output(
                Specs.shell(
                    "cat /m/f; echo x > /m/g; (echo x > /r/g) 2>/dev/null || echo refused",
                    new Bind(host.toString(), "/m", false, true, ""),
                    new Bind(host.toString(), "/r", true, true, ""))))
        .isEqualTo("host\nrefused\n");
    assertThat(host.resolve("g")).hasContent("x\n");
  }

  @Test
  void aMissingBindSourceIsMadeOrRefused() throws Exception {
    var missing = directory.resolve("missing/deep");
    fixture.output(Specs.shell("ls /m", new Bind(missing.toString(), "/m", false, true, "")));
    assertThat(missing).isDirectory();
    var container =
        fixture.create(Specs.shell("true", new Bind("/no/such", "/m", false, false, "")));
    assertThatThrownBy(() -> fixture.runtime.start(container, ContainerNetwork.none()))
        .hasMessageContaining("bind source path does not exist: /no/such");
  }

  @Test
  void aFileIsNotMountedOnADirectory() throws Exception {
    var file = Files.writeString(directory.resolve("file"), "x");
    var container =
        fixture.create(Specs.shell("true", new Bind(file.toString(), "/tmp", false, true, "")));
    assertThatThrownBy(() -> fixture.runtime.start(container, ContainerNetwork.none()))
        .hasMessageContaining("cannot mount a file on /tmp");
  }

  @Test
  void tmpfsHasItsSizeAndForgetsEverything() throws Exception {
    var spec =
        Specs.shell(
            "dd if=/dev/zero of=/t/f bs=1k count=200 2>/dev/null || echo full; stat -c %a /t",
            new Tmpfs("/t", false, 65536L, 0700, ""));
    assertThat(fixture.output(spec)).isEqualTo("full\n700\n");
  }

  @Test
  void mountsLieInEachOther() throws Exception {
    assertThat(
            fixture.output(
                Specs.shell(
                    "echo x > /a/b/f; ls /a /a/b",
                    new Tmpfs("/a/b", false, null, null, ""),
                    volume("outer", "/a"))))
        .isEqualTo("/a:\nb\n\n/a/b:\nf\n");
    fixture.runtime.volumes().remove("outer");
  }

  @Test
  void aReadOnlyRootTakesNoChangeButVolumesDo() throws Exception {
    var spec =
        Specs.of(
            ProcessSpec.of(
                java.util.List.of(
                    "sh", "-c", "touch /x 2>/dev/null || echo refused; touch /v/x && echo fine")),
            isolation(true),
            ResourceLimits.none(),
            java.util.List.of(volume("data", "/v")));
    assertThat(fixture.output(spec)).isEqualTo("refused\nfine\n");
    fixture.runtime.volumes().remove("data");
  }

  private static IsolationSpec isolation(boolean readOnly) {
    var isolation = new Specs.Isolation();
    isolation.readOnly = readOnly;
    return isolation.spec();
  }

  @Test
  void namesAndAddressesAreInTheirFiles() throws Exception {
    var container = fixture.create(Specs.shell("cat /etc/hosts /etc/resolv.conf; hostname"));
    fixture.runtime.start(
        container,
        new ContainerNetwork(
            ContainerNetwork.Mode.NONE, null, "10.0.0.1 db\n", "nameserver 10.0.0.2\n"));
    fixture.end(container);
    assertThat(fixture.log(container))
        .isEqualTo("10.0.0.1 db\nnameserver 10.0.0.2\n" + container.shortId() + "\n");
  }

  @Test
  void linksOfTheImageDoNotLeadToTheHost() throws Exception {
    var outside = Files.createDirectories(directory.resolve("outside"));
    var layer = fixture.tiny.layer();
    Files.delete(layer.resolve("etc/passwd"));
    Files.createSymbolicLink(layer.resolve("etc/hosts"), outside.resolve("hosts"));
    Files.createSymbolicLink(layer.resolve("link"), outside);
    var log =
        fixture.output(
            Specs.shell("echo in > /link/v/f; cat /link/v/f", volume("data", "/link/v")));
    assertThat(log).isEqualTo("in\n");
    assertThat(outside).isEmptyDirectory();
    fixture.runtime.volumes().remove("data");
  }

  @Test
  void theKernelsOwnPlacesAreNotMountedOver() {
    assertThatThrownBy(
            () -> fixture.create(Specs.shell("true", new Tmpfs("/proc/x", false, null, null, ""))))
        .hasMessageContaining("/proc belongs to the kernel");
  }

  @Test
  void anOpenStdoutCanBeOpenedAgainByAnyUser() throws Exception {
    var spec = Specs.as("app", "sh", "-c", "echo again > /dev/stdout; echo e > /dev/stderr");
    assertThat(fixture.output(Specs.of(spec))).contains("again\n").contains("e\n");
  }
}
