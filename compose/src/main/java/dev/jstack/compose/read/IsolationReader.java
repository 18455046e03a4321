package dev.jstack.compose.read;

import static dev.jstack.compose.read.Values.dict;
import static dev.jstack.compose.read.Values.number;
import static dev.jstack.compose.read.Values.strings;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.IsolationSpec.Device;
import dev.jstack.runtime.container.IsolationSpec.Ulimit;
import dev.jstack.runtime.container.ResourceLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
        oom == null ? null : oom.intValue());
  }

  private static Device device(Mapping device) {
    String source = Values.text(device, "source", "");
    return new Device(
        source, Values.text(device, "target", source), Values.text(device, "permissions", "rwm"));
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
        service.isTrue("oom_kill_disable"));
  }

  private static @Nullable Long nanoCpus(Mapping service, Mapping limits) {
    String cpus = service.text("cpus") == null ? limits.text("cpus") : service.text("cpus");
    if (cpus != null) {
      return new BigDecimal(cpus).movePointRight(9).longValue();
    }
    Long quota = number(service, "cpu_quota");
    if (quota == null || quota <= 0) {
      return null;
    }
    Long period = number(service, "cpu_period");
    return BigDecimal.valueOf(quota)
        .movePointRight(9)
        .divide(BigDecimal.valueOf(period == null ? 100_000 : period), RoundingMode.HALF_UP)
        .longValue();
  }
}
