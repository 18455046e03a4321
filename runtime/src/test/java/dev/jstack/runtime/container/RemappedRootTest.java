package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.IdMap;
import dev.jstack.runtime.linux.NamespaceFile;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.UserMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers whose root is somebody without power outside. */
@Tag("root")
class RemappedRootTest {
  private static final int FIRST = 300_000;
  private static final IdMap IDS = IdMap.of(0, FIRST, 65_536);

  @TempDir private Path directory;
  private RuntimeFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    Files.setPosixFilePermissions(
        directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
    fixture = new RuntimeFixture(directory, new UserMap(IDS, IDS));
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("" + directory);
  }

  @Test
  void rootInsideIsNobodyOutside() throws IOException {
    var container = fixture.start(Specs.shell("sleep 60"));

    assertThat(fixture.exec(container, "id -u; id -g; cat /proc/self/uid_map"))
        .isEqualTo("0\n0\n         0     300000      65536\n");
    assertThat(status(container, "Uid")).isEqualTo("300000 300000 300000 300000");
    assertThat(status(container, "Groups")).isEqualTo("300000");
  }

  @Test
  void whatItIsIsolatedByBelongsToItsUsers() {
    var container = fixture.start(Specs.shell("sleep 60"));

    try (var own = namespace(container, "user")) {
      for (var kind : List.of("pid", "net", "ipc", "uts", "mnt")) {
        try (var namespace = namespace(container, kind);
            var owner = NamespaceFile.owner(namespace)) {
          assertThat(NamespaceFile.same(owner, own)).as(kind).isTrue();
        }
      }
    }
  }

  @Test
  void aSecondContainerHasOtherNamespaces() {
    try (var one = namespace(fixture.start(Specs.shell("sleep 60")), "user");
        var other = namespace(fixture.start(Specs.shell("sleep 60")), "user")) {
      assertThat(NamespaceFile.same(one, other)).isFalse();
    }
  }

  @Test
  void filesOfTheImageHaveTheirOwnersInsideAndOnDisk() throws IOException {
    var file = Files.writeString(fixture.tiny.layer().resolve("mine"), "x");
    Files.setAttribute(file, "unix:uid", 1000);
    Files.setAttribute(file, "unix:gid", 44);
    var container = fixture.start(Specs.shell("sleep 60"));

    assertThat(fixture.exec(container, "stat -c '%u:%g %n' /mine /bin/sh /.dockerenv"))
        .isEqualTo("1000:44 /mine\n0:0 /bin/sh\n0:0 /.dockerenv\n");
    fixture.exec(container, "echo y >> /mine; touch /new; mkdir /tmp/d");
    var upper = container.directory().resolve("upper");
    assertThat(owner(upper.resolve("mine"))).isEqualTo("1000:44");
    assertThat(owner(upper.resolve("new"))).isEqualTo("0:0");
    assertThat(owner(upper.resolve("tmp/d"))).isEqualTo("0:0");
    assertThat(owner(file)).isEqualTo("1000:44");
  }

  @Test
  void ourOwnFilesAndMountPointsAreRootsInside() {
    var container =
        fixture.start(
            Specs.shell("sleep 60", new MountSpec.Tmpfs("/made/for/it", false, null, null, "")));

    assertThat(
            fixture.exec(container, "stat -c %u:%g /etc/hosts /etc/hostname /made /made/for /dev"))
        .isEqualTo("0:0\n".repeat(5));
  }

  @Test
  void anotherUserHasTheirStreamsAndTerminals() throws InterruptedException {
    fixture.image(run -> run.withUser("app"));
    assertThat(
            fixture.output(
                Specs.shell("id -u; echo again > /dev/stdout; stat -c %u /proc/self/fd/1")))
        .isEqualTo("1000\nagain\n1000\n");
  }

  @Test
  void whatIsFedToItCanBeOpenedAgain() throws InterruptedException {
    var container = fixture.create(Specs.shell("cat < /dev/stdin"));
    var io =
        new ExecIo(
            new ByteArrayInputStream("fed\n".getBytes(StandardCharsets.UTF_8)), (_, _) -> {}, 0, 0);
    fixture.runtime.startAttached(container, ContainerNetwork.none(), io);
    fixture.end(container);

    assertThat(fixture.log(container)).isEqualTo("fed\n");
  }

  @Test
  void anExecsStreamsCanBeOpenedAgain() {
    var container = fixture.start(Specs.shell("sleep 60"));
    assertThat(fixture.exec(container, "echo again > /dev/stdout")).isEqualTo("again\n");
  }

  @Test
  void anExecWithAnotherUserIsThatUserInside() {
    var container = fixture.start(Specs.shell("sleep 60"));
    var process = Specs.as("app", "sh", "-c", "id -u; touch /tmp/x 2>&1");
    assertThat(fixture.exec(container, process)).startsWith("1000\n");
  }

  @Test
  void volumesHaveTheSameIdsInsideAndOnDisk() throws IOException {
    Files.createDirectories(fixture.tiny.layer().resolve("data"));
    var seed = Files.writeString(fixture.tiny.layer().resolve("data/seed"), "x");
    Files.setAttribute(seed, "unix:uid", 1000);
    var volume = new MountSpec.Volume("data", "/data", false, false, null);
    var container = fixture.start(Specs.shell("sleep 60", volume));

    assertThat(fixture.exec(container, "touch /data/new; stat -c '%u %n' /data/*"))
        .isEqualTo("0 /data/new\n1000 /data/seed\n");
    var place = fixture.runtime.volumes().find("data").orElseThrow().path();
    assertThat(owner(place.resolve("seed"))).startsWith("1000:");
    assertThat(owner(place.resolve("new"))).isEqualTo("0:0");
  }

  @Test
  void theHostsFilesAreNobodysInside() throws IOException {
    var secret = Files.writeString(Files.createDirectory(directory.resolve("h")).resolve("s"), "x");
    Files.setPosixFilePermissions(
        secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    var bind = new MountSpec.Bind(directory.resolve("h").toString(), "/h", false, false, "");
    var container = fixture.start(Specs.shell("sleep 60", bind));

    assertThat(fixture.exec(container, "stat -c %u /h/s; cat /h/s 2>&1; touch /h/new 2>&1"))
        .startsWith("65534\n")
        .contains("Permission denied")
        .doesNotContain("x\n");
    assertThat(directory.resolve("h/new")).doesNotExist();
  }

  @Test
  void aBindsSourceThatIsMadeForItIsItsRoots() throws IOException {
    var there = Files.createDirectory(directory.resolve("there"));
    var bind = new MountSpec.Bind(there + "/made/for/it", "/h", false, true, "");
    var container = fixture.start(Specs.shell("sleep 60", bind));

    fixture.exec(container, "touch /h/new");
    assertThat(owner(there)).isEqualTo("0:0");
    assertThat(owner(there.resolve("made"))).isEqualTo("300000:300000");
    assertThat(owner(there.resolve("made/for/it/new"))).isEqualTo("300000:300000");
  }

  @Test
  void theHostIsOutOfReach() {
    var container =
        fixture.start(
            Specs.shell(
                "sleep 60",
                change -> {
                  change.capAdd = List.of("ALL");
                  change.security = List.of("seccomp=unconfined", "systempaths=unconfined");
                  return change;
                }));

    assertThat(
            fixture.exec(
                container,
                "mknod /n b 7 0 2>/dev/null && echo node;"
                    + "echo x 2>/dev/null > /proc/sys/kernel/core_pattern && echo sysctl;"
                    + "echo 1 2>/dev/null > /sys/kernel/mm/ksm/run && echo sys;"
                    + "echo h 2>/dev/null > /proc/sysrq-trigger && echo sysrq;"
                    + "chmod 600 /dev/null 2>/dev/null && echo null;"
                    + "hostname inside && hostname"))
        .isEqualTo("inside\n");
  }

  @Test
  void filesOfARunningContainerAreReadAndWrittenWithTheIdsInside() {
    var container = fixture.start(Specs.shell("sleep 60"));
    fixture
        .runtime
        .insight()
        .withFiles(
            container,
            tree -> {
              var tmp = tree.root().directory(RawPath.of("tmp"));
              try (tmp;
                  var made = tmp.create(RawPath.of("f"), 0600)) {
                assertThat(tmp.stat(made).uid()).isZero();
                tmp.setOwner(RawPath.of("f"), 1000, 44);
                assertThat(tmp.stat(RawPath.of("f")).orElseThrow().gid()).isEqualTo(44);
              }
            });
    assertThat(fixture.exec(container, "stat -c %u:%g /tmp/f")).isEqualTo("1000:44\n");
  }

  @Test
  void theHostsUsersAreThereOnRequest() {
    var container = fixture.start(spec("host", false, null));

    assertThat(fixture.exec(container, "cat /proc/self/uid_map")).contains("0 4294967295");
    assertThat(fixture.exec(container, "stat -c %u /bin/sh")).isEqualTo("0\n");
  }

  @Test
  void whatIsLeftOfARunIsAnyContainers() throws InterruptedException, IOException {
    var container = fixture.start(Specs.shell("mkdir /d; mkdir /d/e"));
    fixture.end(container);

    try (var root = fixture.runtime.insight().root(container)) {
      assertThat(root.stat(RawPath.of("d/e")).orElseThrow().uid()).isZero();
      root.makeDirectory(RawPath.of("d/f"), 0755);
    }
    fixture.runtime.start(container, ContainerNetwork.none());
    fixture.end(container);
    assertThat(owner(container.directory().resolve("upper/d/f"))).isEqualTo("0:0");
  }

  @Test
  void whoSharesANamespaceSharesTheUsers() {
    var first = fixture.start(spec("", false, "shareable"));
    var second = fixture.start(spec("", false, "container:" + first.id()));

    try (var one = namespace(first, "user");
        var other = namespace(second, "user")) {
      assertThat(NamespaceFile.same(one, other)).isTrue();
    }
    fixture.exec(first, "echo shared > /dev/shm/x");
    assertThat(fixture.exec(second, "cat /dev/shm/x")).isEqualTo("shared\n");
  }

  @Test
  void anAdoptedContainerIsEnteredAsBefore() {
    var id = fixture.start(Specs.shell("sleep 60")).id();
    var adopted =
        fixture.nextEngine().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();

    assertThat(fixture.exec(adopted, "id -u; cat /proc/self/uid_map")).contains("300000");
  }

  @Test
  void dockersRestrictionsAreTold() {
    assertThatThrownBy(() -> fixture.create(spec("", true, null)))
        .hasMessageContaining(
            "privileged mode is incompatible with user namespaces.  You must run");
    assertThatThrownBy(() -> fixture.create(spec("private", false, null)))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining("\"private\"");
    var pid = new Specs.Isolation();
    pid.pid = "host";
    assertThatThrownBy(() -> fixture.create(with(pid.spec())))
        .hasMessage("cannot share the host PID namespace when user namespaces are enabled");
    assertThat(fixture.create(spec("host", true, null)).name()).isNotEmpty();
  }

  @Test
  void theyAreToldOfAContainerThatIsOlderThanTheMap() throws Exception {
    try (var engine = new RuntimeFixture(directory.resolve("older"))) {
      var older = engine.create(spec("", true, null));
      engine.remap(new UserMap(IDS, IDS)).nextEngine();
      var same = engine.runtime.find(older.id()).orElseThrow();

      assertThatThrownBy(() -> engine.runtime.start(same, ContainerNetwork.none()))
          .hasMessageStartingWith("privileged mode is incompatible with user namespaces");
      assertThat(same.state().status()).isEqualTo(Status.CREATED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"70000", "1:70000"})
  void anIdThatIsNotThereIsTold(String user) {
    var process = Specs.as(user, "true");
    assertThatThrownBy(() -> fixture.start(Specs.of(process))).hasMessageContaining("70000");
  }

  private static ContainerSpec spec(String users, boolean privileged, String ipc) {
    var isolation = new Specs.Isolation();
    isolation.privileged = privileged;
    isolation.ipc = ipc;
    isolation.userns = users;
    return with(isolation.spec());
  }

  private static ContainerSpec with(IsolationSpec isolation) {
    return Specs.of(
        ProcessSpec.of(List.of("sleep", "60")), isolation, ResourceLimits.none(), List.of());
  }

  private static Fd namespace(Container container, String kind) {
    return Fd.open("/proc/" + container.state().pid() + "/ns/" + kind, Fd.O_RDONLY);
  }

  private static String owner(Path file) throws IOException {
    var ids = Files.readAttributes(file, "unix:uid,gid", java.nio.file.LinkOption.NOFOLLOW_LINKS);
    return ids.get("uid") + ":" + ids.get("gid");
  }

  private static String status(Container container, String key) throws IOException {
    Map<String, String> lines =
        Files.readAllLines(Path.of("/proc/" + container.state().pid() + "/status")).stream()
            .map(line -> line.split(":", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip()));
    return lines.getOrDefault(key, "").replaceAll("\\s+", " ");
  }
}
