package dev.jstack.compose.read;

import static dev.jstack.compose.read.Values.dict;
import static dev.jstack.compose.read.Values.number;
import static dev.jstack.compose.read.Values.strings;
import static dev.jstack.compose.read.Values.text;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.cgroup.BlockIo.Kind;
import dev.jstack.runtime.cgroup.BlockIo.Rate;
import dev.jstack.runtime.cgroup.BlockIo.Weight;
import dev.jstack.runtime.cgroup.CgroupTuning;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.IsolationSpec.Device;
import dev.jstack.runtime.container.IsolationSpec.Ulimit;
import dev.jstack.runtime.container.ResourceLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service's containers may see and use. */
final class IsolationReader {
  private IsolationReader() {}

  static IsolationSpec isolation(Mapping service) {
    Long oom = number(service, "oom_score_adj");
    return new IsolationSpec(
        service.text("hostname"),
        service.text("domainname"),
        service.isTrue("privileged"),
        service.isTrue("read_only"),
        strings(service, "cap_add"),
        strings(service, "cap_drop"),
        strings(service, "security_opt"),
        dict(service, "sysctls"),
        ulimits(service),
        Values.each(service, "devices", IsolationReader::device),
        service.text("ipc"),
        service.text("pid"),
        service.text("uts"),
        service.text("cgroup"),
        number(service, "shm_size"),
        oom == null ? null : oom.intValue(),
        strings(service, "device_cgroup_rules"),
        service.text("cgroup_parent"),
        service.text("userns_mode"));
  }

  private static Device device(Mapping device) {
    String source = text(device, "source", "");
    return new Device(source, text(device, "target", source), text(device, "permissions", "rwm"));
  }

  /** Of a service, or of its build. */
  static List<Ulimit> ulimits(Mapping owner) {
    List<Ulimit> limits = new ArrayList<>();
    owner
        .mapping("ulimits")
        .entries()
        .forEach((name, entry) -> {
          if (entry.value() instanceof Mapping limit) {
            Long soft = number(limit, "soft");
            Long hard = number(limit, "hard");
            limits.add(new Ulimit(name, soft == null ? -1 : soft, hard == null ? -1 : hard));
          } else if (entry.value() instanceof Scalar scalar) {
            long both = Long.parseLong(scalar.text());
            limits.add(new Ulimit(name, both, both));
          }
        });
    return limits;
  }

  /** The service's own keys, else those of {@code deploy.resources}. */
  static ResourceLimits limits(Mapping service) {
    Mapping resources = service.mapping("deploy").mapping("resources");
    Mapping limits = resources.mapping("limits");
    Long memory = number(service, "mem_limit");
    Long reserved = number(service, "mem_reservation");
    Long pids = number(service, "pids_limit");
    return new ResourceLimits(
        nanoCpus(service, limits),
        number(service, "cpu_shares"),
        service.text("cpuset"),
        memory == null ? number(limits, "memory") : memory,
        number(service, "memswap_limit"),
        reserved == null ? number(resources.mapping("reservations"), "memory") : reserved,
        pids == null ? number(limits, "pids") : pids,
        service.isTrue("oom_kill_disable"),
        tuning(service));
  }

  private static CgroupTuning tuning(Mapping service) {
    return new CgroupTuning(
        number(service, "cpu_period"),
        number(service, "cpu_quota"),
        number(service, "cpu_rt_period"),
        number(service, "cpu_rt_runtime"),
        null,
        number(service, "mem_swappiness"),
        service.get("blkio_config") instanceof Mapping blocks ? blockIo(blocks) : null);
  }

  private static BlockIo blockIo(Mapping blocks) {
    List<Rate> rates = new ArrayList<>();
    rates.addAll(rates(blocks, "device_read_bps", Kind.READ_BYTES));
    rates.addAll(rates(blocks, "device_write_bps", Kind.WRITE_BYTES));
    rates.addAll(rates(blocks, "device_read_iops", Kind.READS));
    rates.addAll(rates(blocks, "device_write_iops", Kind.WRITES));
    Long weight = number(blocks, "weight");
    return new BlockIo(
        weight == null ? null : Math.toIntExact(weight),
        Values.each(
            blocks,
            "weight_device",
            one -> new Weight(text(one, "path", ""), Values.number(one, "weight", 0))),
        rates);
  }

  private static List<Rate> rates(Mapping blocks, String key, Kind kind) {
    return Values.each(
        blocks,
        key,
        one -> new Rate(kind, text(one, "path", ""), Long.parseLong(text(one, "rate", "0"))));
  }

  private static @Nullable Long nanoCpus(Mapping service, Mapping limits) {
    String cpus = service.text("cpus") == null ? limits.text("cpus") : service.text("cpus");
    return cpus == null ? null : new BigDecimal(cpus).movePointRight(9).longValue();
  }
}
