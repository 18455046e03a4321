package dev.jstack.compose.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.compose.load.LoadRequest;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.NamedContainers;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.compose.plan.ServiceContainer.OneOff;
import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.HealthSpec;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.container.NetworkSpec;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import dev.jstack.runtime.container.RestartPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a service's text to the container's spec. */
class ServiceSpecTest {
  private static Project project(String service) {
    String yaml =
        "name: p\nservices:\n  web:\n    image: nginx\n"
            + service.indent(4)
            + "  db: {image: postgres}\n"
            + "volumes: {data: {}, named: {name: full}}\n"
            + "networks: {front: {}, back: {name: b}}\n"
            + "configs: {c: {content: x}}\nsecrets: {s: {file: ./s}}\n";
    LoadRequest request = LoadRequest.in(Path.of("/dir"), Map.of()).withFiles("-");
    return ProjectLoader.load(request.withStandardInput(yaml)).project();
  }

  private static ContainerSpec spec(String service) {
    Project project = project(service);
    return ServiceContainer.spec(project, project.service("web"), 2, "p-web-2", new Context());
  }

  /** An engine that has everything. */
  private static final class Context implements NamedContainers {
    @Override
    public String containerOf(String service) {
      return "id-of-" + service;
    }

    @Override
    public String imageId(String reference) {
      return "sha256:1";
    }

    @Override
    public String version() {
      return "1";
    }
  }

  @Test
  void commandLinesAreSplitAndListsTaken() {
    ContainerSpec spec = spec("command: sh -c 'echo hi'\nentrypoint: [/init, --]");

    assertThat(spec.process().command()).isEqualTo(List.of("sh", "-c", "echo hi"));
    assertThat(spec.process().entrypoint()).isEqualTo(List.of("/init", "--"));
  }

  @Test
  void withoutCommandTheImageDecides() {
    assertThat(spec("tty: true").process().command()).isNull();
    assertThat(spec("command: []").process().command()).isEmpty();
  }

  @Test
  void mountsHaveFullNames() {
    assertThat(
            spec("volumes: [\"data:/a:ro\", \"named:/b\", /c, \"./d:/e:rshared\"]\ntmpfs: /t:size=1m,mode=700,uid=5")
                .mounts())
        .containsExactly(
            new MountSpec.Volume("p_data", "/a", true, false, null),
            new MountSpec.Volume("full", "/b", false, false, null),
            new MountSpec.Volume(null, "/c", false, false, null),
            new MountSpec.Bind("/dir/d", "/e", false, true, "rshared"),
            new MountSpec.Tmpfs("/t", false, 1048576L, 0700, "uid=5"));
  }

  @Test
  void aMountedImageIsNamedByItselfOrByAService() {
    assertThat(
            spec("volumes: [{type: image, source: fonts, target: /f, image: {subpath: ttf}},"
                    + " {type: image, source: web, target: /w}]")
                .mounts())
        .containsExactly(
            new MountSpec.Image("fonts", "/f", "ttf", null),
            new MountSpec.Image("nginx", "/w", null, null));
  }

  @Test
  void configsAndSecretsAreReadOnlyFiles() {
    assertThat(spec("configs: [c]\nsecrets: [{source: s, target: token}]").mounts())
        .containsExactly(
            MountSpec.Bind.granted("/files/c", "/c"),
            MountSpec.Bind.granted("/files/s", "/run/secrets/token"));
  }

  @Test
  void portsAreExpanded() {
    assertThat(
            spec("ports: [\"8080:80\", \"127.0.0.1:50-51:60-61/udp\", 90, \"70-75:7\"]")
                .network()
                .ports())
        .containsExactly(
            new PortBinding(null, 8080, 8080, 80, "tcp"),
            new PortBinding("127.0.0.1", 50, 50, 60, "udp"),
            new PortBinding("127.0.0.1", 51, 51, 61, "udp"),
            new PortBinding(null, 0, 0, 90, "tcp"),
            new PortBinding(null, 70, 75, 7, "tcp"));
  }

  @Test
  void networksHaveFullNamesAndAliases() {
    assertThat(
            spec("networks: {front: {aliases: [www]}, back: {priority: 5, mac_address: 02:42:ac:11:00:01}}")
                .network()
                .endpoints())
        .containsExactly(
            new EndpointSpec(
                "b",
                List.of("p-web-2", "web"),
                null,
                null,
                List.of(),
                "02:42:ac:11:00:01",
                null,
                0,
                Map.of()),
            EndpointSpec.on("p_front", "p-web-2", "web", "www"));
  }

  @Test
  void sharedNamespacesNameTheContainer() {
    ContainerSpec spec = spec("network_mode: service:db\npid: service:db\nipc: host");

    assertThat(spec.network().mode()).isEqualTo("container:id-of-db");
    assertThat(spec.network().endpoints()).isEmpty();
    assertThat(spec.isolation().hostname()).isEqualTo("host-of-id-of-db");
    assertThat(spec.isolation().pid()).isEqualTo("container:id-of-db");
    assertThat(spec.isolation().ipc()).isEqualTo("host");
  }

  @Test
  void sharedNamespacesOfOtherContainersAreKnownByTheirId() {
    ContainerSpec spec = spec("network_mode: container:vpn\npid: container:app");

    assertThat(spec.network().mode()).isEqualTo("container:id-of-vpn");
    assertThat(spec.isolation().hostname()).isEqualTo("host-of-id-of-vpn");
    assertThat(spec.isolation().pid()).isEqualTo("container:id-of-app");
  }

  @Test
  void limitsComeFromTheServiceOrFromDeploy() {
    ContainerSpec own = spec("cpus: 1.5\nmem_limit: 64m\npids_limit: 10\ncpu_shares: 512");
    ContainerSpec deployed =
        spec(
            "deploy: {resources: {limits: {cpus: '0.5', memory: 1g}, reservations: {memory: 20m}}}");

    assertThat(own.limits().nanoCpus()).isEqualTo(1_500_000_000L);
    assertThat(own.limits().memoryBytes()).isEqualTo(67108864L);
    assertThat(own.limits().pids()).isEqualTo(10L);
    assertThat(deployed.limits().nanoCpus()).isEqualTo(500_000_000L);
    assertThat(deployed.limits().memoryBytes()).isEqualTo(1L << 30);
    assertThat(deployed.limits().memoryReservationBytes()).isEqualTo(20L << 20);
  }

  @Test
  void quotaAndPeriodStayWhatTheyAre() {
    var limits = spec("cpu_quota: 50000\ncpu_period: 200000").limits();

    assertThat(limits.nanoCpus()).isNull();
    assertThat(limits.tuning().cpuQuotaMicros()).isEqualTo(50_000L);
    assertThat(limits.tuning().cpuPeriodMicros()).isEqualTo(200_000L);
  }

  @Test
  void blockDevicesHaveWeightsAndRates() {
    var service =
        """
        mem_swappiness: 20
        blkio_config:
          weight: 300
          weight_device: [{path: /dev/sda, weight: 400}]
          device_read_bps: [{path: /dev/sdb, rate: 12mb}]
          device_write_iops: [{path: /dev/sdb, rate: 120}]
        """;
    var tuning = spec(service).limits().tuning();

    assertThat(tuning.swappiness()).isEqualTo(20);
    assertThat(tuning.blockIo())
        .isEqualTo(
            new BlockIo(
                300,
                List.of(new BlockIo.Weight("/dev/sda", 400)),
                List.of(
                    new BlockIo.Rate(BlockIo.Kind.READ_BYTES, "/dev/sdb", 12 << 20),
                    new BlockIo.Rate(BlockIo.Kind.WRITES, "/dev/sdb", 120))));
  }

  @Test
  void healthcheckKeepsWhatIsSaid() {
    assertThat(spec("healthcheck: {test: curl x, interval: 1m30s, retries: 2}").health())
        .isEqualTo(new HealthSpec(List.of("CMD-SHELL", "curl x"), 90_000, 0, 2, 0, 0));
    assertThat(spec("healthcheck: {disable: true}").health())
        .isEqualTo(new HealthSpec(List.of("NONE"), 0, 0, 0, 0, 0));
    assertThat(spec("tty: true").health()).isNull();
  }

  @Test
  void restartComesFromTheServiceOrFromDeploy() {
    assertThat(spec("restart: on-failure:3").restart())
        .isEqualTo(new RestartPolicy(RestartPolicy.Condition.ON_FAILURE, 3));
    assertThat(spec("deploy: {restart_policy: {}}").restart().condition())
        .isEqualTo(RestartPolicy.Condition.ALWAYS);
    assertThat(spec("restart: no").restart()).isEqualTo(RestartPolicy.NEVER);
  }

  @Test
  void isolationIsTakenOver() {
    IsolationSpec isolation =
        spec("cap_add: [NET_ADMIN]\nulimits: {nofile: 10, nproc: {soft: 1, hard: 2}}\n"
                + "sysctls: [net.core.somaxconn=5]\ndevices: [\"/dev/fuse\"]\nshm_size: 1m\nread_only: true")
            .isolation();

    assertThat(isolation.capAdd()).containsExactly("NET_ADMIN");
    assertThat(isolation.ulimits())
        .containsExactly(
            new IsolationSpec.Ulimit("nofile", 10, 10), new IsolationSpec.Ulimit("nproc", 1, 2));
    assertThat(isolation.sysctls()).containsEntry("net.core.somaxconn", "5");
    assertThat(isolation.devices())
        .containsExactly(new IsolationSpec.Device("/dev/fuse", "/dev/fuse", "rwm"));
    assertThat(isolation.shmBytes()).isEqualTo(1048576L);
    assertThat(isolation.readOnly()).isTrue();
  }

  @Test
  void logsRotateAsAsked() {
    ContainerSpec spec =
        spec("logging: {driver: json-file, options: {max-size: 10m, max-file: 3}}");

    assertThat(spec.logMaxBytes()).isEqualTo(10L << 20);
    assertThat(spec.logMaxFiles()).isEqualTo(3);
  }

  @Test
  void labelsAreThoseOfDockerCompose() {
    assertThat(
            spec("labels: {mine: 1}\ndepends_on: {db: {condition: service_healthy, restart: true}}")
                .labels())
        .containsEntry("mine", "1")
        .containsEntry(Labels.PROJECT, "p")
        .containsEntry(Labels.SERVICE, "web")
        .containsEntry(Labels.NUMBER, "2")
        .containsEntry(Labels.ONE_OFF, "False")
        .containsEntry(Labels.DEPENDS_ON, "db:service_healthy:true")
        .containsEntry(Labels.WORKING_DIR, "/dir")
        .containsEntry(Labels.IMAGE, "sha256:1")
        .containsKeys(Labels.CONFIG_HASH, Labels.CANONICAL);
  }

  @Test
  void oneOffContainersPublishNothingAndAnswerToTheirNameOnly() {
    Project project = project("ports: [\"80:80\"]\nrestart: always");
    ContainerSpec spec =
        ServiceContainer.oneOff(
            project, project.service("web"), new OneOff("abc", false, false), new Context());

    assertThat(spec.name()).isEqualTo("p-web-run-abc");
    assertThat(spec.network().ports()).isEmpty();
    assertThat(spec.network().endpoints().getFirst().aliases()).containsExactly("p-web-run-abc");
    assertThat(spec.restart()).isEqualTo(RestartPolicy.NEVER);
    assertThat(spec.labels())
        .containsEntry(Labels.ONE_OFF, "True")
        .doesNotContainKey(Labels.NUMBER);
  }

  @Test
  void oneOffContainersPublishAndAnswerIfTheyAreTo() {
    Project project = project("ports: [\"80:80\"]");
    NetworkSpec network =
        ServiceContainer.oneOff(
                project, project.service("web"), new OneOff("abc", true, true), new Context())
            .network();

    assertThat(network.ports()).hasSize(1);
    assertThat(network.endpoints().getFirst().aliases()).containsExactly("p-web-run-abc", "web");
  }

  @Test
  void volumesAreBorrowedFromTheContainerOfAServiceOrAnyOther() {
    assertThat(spec("volumes_from: [db]").mounts())
        .containsExactly(new MountSpec.Volume("of-id-of-db", "/lent", false, false, null));
    assertThat(spec("volumes_from: [\"container:other:ro\"]").mounts())
        .containsExactly(new MountSpec.Volume("of-other", "/lent", true, false, null));
    assertThat(spec("volumes: [\"/lent\"]\nvolumes_from: [db]").mounts())
        .containsExactly(new MountSpec.Volume(null, "/lent", false, false, null));
  }

  @Test
  void linksAreNamesForTheServiceAlone() {
    Project project = project("links: [\"db:database\"]\nexternal_links: [\"p2-db-1:other\"]");

    assertThat(project.service("db").network().endpoints().getFirst().aliases())
        .containsExactly("db");
    assertThat(project.service("web").network().links())
        .containsExactly("db:database", "p2-db-1:other");
    assertThat(project.service("web").dependsOn())
        .extracting(Object::toString)
        .containsExactly(
            "Dependency[service=db, condition=service_started, restart=true, required=true]");
  }
}
