package dev.jstack.cli.container;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.UnheldLimits;
import dev.jstack.cli.option.Quantities;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.cgroup.CgroupTuning;
import dev.jstack.runtime.container.HostCores;
import dev.jstack.runtime.container.ResourceLimits;
import dev.jstack.runtime.container.RestartPolicy;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack update}. */
@Command(
    name = "update",
    description = "Change limits and restart policy of containers, now and for later starts.")
@Inert(
    names = "--kernel-memory",
    value = "BYTES",
    because = "the kernel counts its memory in --memory")
public final class ContainerUpdateCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--blkio-weight", paramLabel = "N", description = "Share of the disks, 10-1000.")
  private @Nullable Integer blockWeight;

  @Option(names = "--cpu-period", paramLabel = "MICROS", description = "Period of --cpu-quota.")
  private @Nullable Long cpuPeriod;

  @Option(names = "--cpu-quota", paramLabel = "MICROS", description = "Processor time a period.")
  private @Nullable Long cpuQuota;

  @Option(names = "--cpu-rt-period", paramLabel = "MICROS", description = "Period of real time.")
  private @Nullable Long realTimePeriod;

  @Option(names = "--cpu-rt-runtime", paramLabel = "MICROS", description = "Real time a period.")
  private @Nullable Long realTimeRuntime;

  @Option(
      names = {"-c", "--cpu-shares"},
      paramLabel = "N",
      description = "Share of the processors; 1024 is usual.")
  private @Nullable Long cpuShares;

  @Option(names = "--cpus", paramLabel = "N", description = "Cores, as 1.5.")
  private @Nullable String cpus;

  @Option(names = "--cpuset-cpus", paramLabel = "LIST", description = "Cores it may run on.")
  private @Nullable String cpuset;

  @Option(names = "--cpuset-mems", paramLabel = "LIST", description = "Memory nodes it may use.")
  private @Nullable String memoryNodes;

  @Option(
      names = {"-m", "--memory"},
      paramLabel = "BYTES",
      description = "Memory limit.")
  private @Nullable String memory;

  @Option(names = "--memory-reservation", paramLabel = "BYTES", description = "Soft limit.")
  private @Nullable String reservation;

  @Option(
      names = "--memory-swap",
      paramLabel = "BYTES",
      description = "Limit of memory and swap together; -1 for no limit of swap.")
  private @Nullable String memorySwap;

  @Option(
      names = "--pids-limit",
      paramLabel = "N",
      description = "Processes and threads; -1 for no limit.")
  private @Nullable Long pids;

  @Option(
      names = "--restart",
      paramLabel = "POLICY",
      description = "no, always, unless-stopped, on-failure[:N].")
  private @Nullable String restart;

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerUpdateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ResourceLimits limits = limits();
    RestartPolicy policy = restart == null ? null : ContainerSpecs.restart(restart);
    if (policy == null && limits.equals(ResourceLimits.none())) {
      throw new JstackException("you must provide one or more flags when using this command");
    }
    if (cpus != null && (cpuPeriod != null || cpuQuota != null)) {
      throw new JstackException("--cpus and --cpu-period or --cpu-quota exclude each other");
    }
    if (limits.nanoCpus() != null) {
      HostCores.ofThisMachine().checkCount(limits.nanoCpus());
    }
    var containers = session.engine().containers();
    int code =
        new Each(session)
            .run(
                names,
                name -> {
                  containers.update(containers.require(name), limits, policy);
                  new UnheldLimits(session).ofContainer(name, limits);
                  session.out().println(name);
                });
    session.engine().sync();
    return code;
  }

  private ResourceLimits limits() {
    return new ResourceLimits(
        ContainerSpecs.cores(cpus),
        cpuShares,
        cpuset,
        bytes(memory),
        swap(memorySwap),
        bytes(reservation),
        pids,
        false,
        new CgroupTuning(
            cpuPeriod,
            cpuQuota,
            realTimePeriod,
            realTimeRuntime,
            memoryNodes,
            null,
            blockWeight == null ? null : new BlockIo(blockWeight, List.of(), List.of())));
  }

  private static @Nullable Long swap(@Nullable String text) {
    return "-1".equals(text) ? Long.valueOf(-1) : bytes(text);
  }

  private static @Nullable Long bytes(@Nullable String text) {
    return text == null ? null : Long.valueOf(Quantities.bytes(text));
  }
}
