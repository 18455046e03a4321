package dev.jstack.cli.container;

import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.option.EmptyIsNone;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of docker's {@code run} and {@code create}, as the user wrote them. */
@Inert(
    names = "--annotation",
    value = "NAME=VALUE",
    because = "there is no other runtime that could read it")
@Inert(
    names = "--disable-content-trust",
    fulfilled = true,
    because = "images are known by digest, signatures are not read")
@Inert(names = "--isolation", value = "TECHNOLOGY", because = "it is for Windows")
@Inert(
    names = "--kernel-memory",
    value = "BYTES",
    because = "the kernel counts its memory in --memory")
@Inert(names = "--runtime", value = "NAME", because = "jstack is the only runtime")
@Inert(
    names = "--storage-opt",
    value = "NAME=VALUE",
    because = "the size of the writable layer is not limited")
@Inert(
    names = "--volume-driver",
    value = "NAME",
    because = "volumes are directories of this machine")
final class ContainerOptions {
  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME[=VALUE]",
      description = "Environment.")
  List<String> env = List.of();

  @Option(names = "--env-file", paramLabel = "FILE", description = "File of environment lines.")
  List<String> envFiles = List.of();

  @Option(
      names = {"-p", "--publish"},
      paramLabel = "[[IP:]HOST:]PORT",
      description = "Publish a port.")
  List<String> publish = List.of();

  @Option(
      names = {"-P", "--publish-all"},
      description = "Publish all exposed ports.")
  boolean publishAll;

  @Option(names = "--expose", paramLabel = "PORT", description = "Expose a port.")
  List<String> expose = List.of();

  @Option(
      names = {"-v", "--volume"},
      paramLabel = "[SRC:]DST[:OPTIONS]",
      description = "Mount.")
  List<String> volumes = List.of();

  @Option(names = "--mount", paramLabel = "KEY=VALUE,…", description = "Mount, in long form.")
  List<String> mounts = List.of();

  @Option(
      names = "--volumes-from",
      paramLabel = "CONTAINER[:ro]",
      description = "Mount what another container mounts.")
  List<String> volumesFrom = List.of();

  @Option(names = "--tmpfs", paramLabel = "DST[:OPTIONS]", description = "Mount a tmpfs.")
  List<String> tmpfs = List.of();

  @Option(
      names = {"--network", "--net"},
      paramLabel = "NETWORK",
      description = "Join a network.")
  List<String> networks = List.of();

  @Option(
      names = {"--network-alias", "--net-alias"},
      paramLabel = "NAME",
      description = "Alias there.")
  List<String> aliases = List.of();

  @Option(names = "--ip", paramLabel = "ADDRESS", description = "Fixed IPv4 address.")
  @Nullable String ip;

  @Option(names = "--ip6", paramLabel = "ADDRESS", description = "Fixed IPv6 address.")
  @Nullable String ip6;

  @Option(
      names = "--link-local-ip",
      paramLabel = "ADDRESS",
      description = "Further address that only neighbours reach.")
  List<String> linkLocal = List.of();

  @Option(names = "--mac-address", paramLabel = "MAC", description = "Fixed MAC address.")
  @Nullable String mac;

  @Option(names = "--add-host", paramLabel = "NAME:IP", description = "Line of /etc/hosts.")
  List<String> hosts = List.of();

  @Option(
      names = "--link",
      paramLabel = "CONTAINER[:ALIAS]",
      description = "Know a running container by another name.")
  List<String> links = List.of();

  @Option(names = "--dns", paramLabel = "IP", description = "Name server.")
  List<String> dns = List.of();

  @Option(names = "--dns-search", paramLabel = "DOMAIN", description = "Search domain.")
  List<String> dnsSearch = List.of();

  @Option(
      names = {"--dns-option", "--dns-opt"},
      paramLabel = "OPTION",
      description = "Resolver option.")
  List<String> dnsOptions = List.of();

  @Option(
      names = {"-w", "--workdir"},
      paramLabel = "DIR",
      description = "Working directory.")
  @Nullable String workingDir;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER[:GROUP]",
      description = "User.")
  @Nullable String user;

  @Option(names = "--group-add", paramLabel = "GROUP", description = "Further group.")
  List<String> groups = List.of();

  @Option(names = "--entrypoint", paramLabel = "COMMAND", description = "In place of the image's.")
  @Nullable String entrypoint;

  @Option(
      names = {"-h", "--hostname"},
      paramLabel = "NAME",
      description = "Host name.",
      converter = EmptyIsNone.class)
  @Nullable String hostname;

  @Option(
      names = "--domainname",
      paramLabel = "NAME",
      description = "Domain name.",
      converter = EmptyIsNone.class)
  @Nullable String domainname;

  @Option(names = "--init", description = "A PID 1 that reaps and forwards signals.")
  boolean init;

  @Option(names = "--restart", paramLabel = "POLICY", description = "Restart policy.")
  String restart = "no";

  @Option(names = "--cap-add", paramLabel = "CAP", description = "Add a capability.")
  List<String> capAdd = List.of();

  @Option(names = "--cap-drop", paramLabel = "CAP", description = "Drop a capability.")
  List<String> capDrop = List.of();

  @Option(names = "--privileged", description = "All capabilities and devices.")
  boolean privileged;

  @Option(names = "--read-only", description = "Read-only root file system.")
  boolean readOnly;

  @Option(names = "--security-opt", paramLabel = "OPTION", description = "Security option.")
  List<String> securityOpt = List.of();

  @Option(names = "--sysctl", paramLabel = "NAME=VALUE", description = "Kernel parameter.")
  List<String> sysctls = List.of();

  @Option(names = "--ulimit", paramLabel = "NAME=SOFT[:HARD]", description = "Resource limit.")
  List<String> ulimits = List.of();

  @Option(names = "--device", paramLabel = "SRC[:DST[:rwm]]", description = "Host device.")
  List<String> devices = List.of();

  @Option(names = "--gpus", paramLabel = "WHICH", description = "Refused: give it --device.")
  @Nullable String gpus;

  @Option(names = "--ipc", paramLabel = "MODE", description = "IPC namespace.")
  @Nullable String ipc;

  @Option(names = "--pid", paramLabel = "MODE", description = "PID namespace.")
  @Nullable String pid;

  @Option(names = "--uts", paramLabel = "MODE", description = "UTS namespace.")
  @Nullable String uts;

  @Option(
      names = "--userns",
      paramLabel = "MODE",
      description = "host: not remapped, whatever the engine does.")
  @Nullable String userns;

  @Option(names = "--cgroupns", paramLabel = "MODE", description = "Cgroup namespace.")
  @Nullable String cgroupns;

  @Option(names = "--shm-size", paramLabel = "BYTES", description = "Size of /dev/shm.")
  @Nullable String shmSize;

  @Option(
      names = "--oom-score-adj",
      paramLabel = "N",
      description = "Preference of the OOM killer.")
  @Nullable Integer oomScoreAdj;

  @Option(
      names = {"-m", "--memory"},
      paramLabel = "BYTES",
      description = "Memory limit.")
  @Nullable String memory;

  @Option(
      names = "--memory-swap",
      paramLabel = "BYTES",
      description = "Memory and swap; -1: no limit.")
  @Nullable String memorySwap;

  @Option(names = "--memory-reservation", paramLabel = "BYTES", description = "Soft limit.")
  @Nullable String memoryReservation;

  @Option(names = "--cpus", paramLabel = "N", description = "Cores, as 1.5.")
  @Nullable String cpus;

  @Option(
      names = {"-c", "--cpu-shares"},
      paramLabel = "N",
      description = "Relative weight.")
  @Nullable Long cpuShares;

  @Option(
      names = "--cpuset-cpus",
      paramLabel = "LIST",
      description = "Cores it may run on.",
      converter = EmptyIsNone.class)
  @Nullable String cpuset;

  @Option(names = "--pids-limit", paramLabel = "N", description = "Number of processes.")
  @Nullable Long pids;

  @Mixin CgroupOptions cgroup = new CgroupOptions();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "Label.")
  List<String> labels = List.of();

  @Option(names = "--label-file", paramLabel = "FILE", description = "File of labels.")
  List<String> labelFiles = List.of();

  @Option(names = "--health-cmd", paramLabel = "COMMAND", description = "Health check.")
  @Nullable String healthCommand;

  @Option(names = "--health-interval", paramLabel = "TIME", description = "Between checks.")
  @Nullable String healthInterval;

  @Option(names = "--health-timeout", paramLabel = "TIME", description = "Of one check.")
  @Nullable String healthTimeout;

  @Option(names = "--health-retries", paramLabel = "N", description = "Failures until unhealthy.")
  int healthRetries;

  @Option(
      names = "--health-start-period",
      paramLabel = "TIME",
      description = "Failures are forgiven.")
  @Nullable String healthStartPeriod;

  @Option(names = "--health-start-interval", paramLabel = "TIME", description = "Meanwhile.")
  @Nullable String healthStartInterval;

  @Option(names = "--no-healthcheck", description = "Not even the image's.")
  boolean noHealthcheck;

  @Option(
      names = "--stop-signal",
      paramLabel = "SIGNAL",
      description = "In place of the image's.",
      converter = EmptyIsNone.class)
  @Nullable String stopSignal;

  @Option(names = "--stop-timeout", paramLabel = "SECONDS", description = "Grace time.")
  long stopSeconds = 10;

  @Option(names = "--log-opt", paramLabel = "NAME=VALUE", description = "max-size, max-file.")
  List<String> logOptions = List.of();

  @Option(
      names = "--log-driver",
      paramLabel = "NAME",
      description = "json-file, local or none.",
      converter = EmptyIsNone.class)
  @Nullable String logDriver;

  @Option(
      names = "--pull",
      paramLabel = "POLICY",
      description = "always, missing or never.",
      converter = EmptyIsNone.class)
  @Nullable String pull;

  @Option(
      names = "--platform",
      paramLabel = "PLATFORM",
      description = "os/architecture.",
      converter = EmptyIsNone.class)
  @Nullable String platform;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Its name.",
      converter = EmptyIsNone.class)
  @Nullable String name;

  @Option(names = "--cidfile", paramLabel = "FILE", description = "Write its id there.")
  @Nullable String idFile;

  @Option(
      names = {"-i", "--interactive"},
      description = "Keep standard input open.")
  boolean interactive;

  @Option(
      names = {"-t", "--tty"},
      description = "A terminal of its own.")
  boolean tty;

  @Option(names = "--rm", description = "Remove it when it ends.")
  boolean remove;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress of images.")
  boolean quiet;
}
