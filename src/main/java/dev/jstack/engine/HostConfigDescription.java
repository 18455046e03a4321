package dev.jstack.engine;

import dev.jstack.runtime.cgroup.BlockIo;
import dev.jstack.runtime.cgroup.CgroupTuning;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import dev.jstack.runtime.container.ResourceLimits;
import dev.jstack.runtime.container.RestartPolicy;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import dev.jstack.runtime.launch.SystemPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code HostConfig} object of docker's {@code inspect}. What docker has and jstack hasn't
 * (Windows, plug-ins, links) is there with docker's default, for templates that ask for it.
 */
final class HostConfigDescription {
  private static final Shape SHAPE =
      Shape.of(
          """
          Binds[] ContainerIDFile LogConfig NetworkMode PortBindings{} RestartPolicy AutoRemove?
          VolumeDriver VolumesFrom[] ConsoleSize[] Annotations{} CapAdd[] CapDrop[] CgroupnsMode
          Dns[] DnsOptions[] DnsSearch[] ExtraHosts[] GroupAdd[] IpcMode Cgroup Links[]
          OomScoreAdj# PidMode Privileged? PublishAllPorts? ReadonlyRootfs? SecurityOpt[]
          StorageOpt{} Tmpfs{} UTSMode UsernsMode ShmSize# Sysctls{} Runtime Isolation CpuShares#
          Memory# NanoCpus# CgroupParent BlkioWeight# BlkioWeightDevice[] BlkioDeviceReadBps[]
          BlkioDeviceWriteBps[] BlkioDeviceReadIOps[] BlkioDeviceWriteIOps[] CpuPeriod# CpuQuota#
          CpuRealtimePeriod# CpuRealtimeRuntime# CpusetCpus CpusetMems Devices[]
          DeviceCgroupRules[] DeviceRequests[] MemoryReservation# MemorySwap# MemorySwappiness*
          OomKillDisable* PidsLimit* Ulimits[] CpuCount# CpuPercent# IOMaximumIOps#
          IOMaximumBandwidth# Mounts[] MaskedPaths[] ReadonlyPaths[] Init*
          """);
  private static final Path VERSION_2 = Path.of("/sys/fs/cgroup/cgroup.controllers");

  private final ContainerSpec spec;
  private final Map<String, @Nullable Object> json = new LinkedHashMap<>();

  HostConfigDescription(Container container) {
    this.spec = container.spec();
  }

  Struct json() {
    mounts();
    json.put("ContainerIDFile", "");
    json.put("LogConfig", new Struct().with("Type", logDriver()).with("Config", log()));
    json.put("NetworkMode", spec.network().dockerMode());
    json.put("PortBindings", bindings());
    json.put("RestartPolicy", restart(spec.restart()));
    json.put("AutoRemove", spec.labels().containsKey(Containers.AUTO_REMOVE));
    json.put("VolumeDriver", "");
    json.put("VolumesFrom", null);
    json.put("ConsoleSize", List.of(0, 0));
    isolation(spec.isolation());
    json.put("Dns", spec.network().dns());
    json.put("DnsOptions", spec.network().dnsOptions());
    json.put("DnsSearch", spec.network().dnsSearch());
    json.put("ExtraHosts", orNull(spec.network().extraHosts().stream().map(this::host).toList()));
    json.put("GroupAdd", orNull(spec.process().groupAdd()));
    json.put("Links", links());
    json.put("PublishAllPorts", false);
    json.put("Runtime", "jstack");
    json.put("Isolation", "");
    limits(spec.limits());
    tuning(spec.limits().tuning());
    paths();
    if (spec.process().init()) {
      json.put("Init", true);
    }
    return SHAPE.struct(json);
  }

  /** Elsewhere than on the default network they belong to a network. */
  private @Nullable List<String> links() {
    return spec.network().endpoints().isEmpty()
        ? orNull(
            spec.network().links().stream()
                .map(link -> "/" + link.replace(":", ":/" + spec.name() + "/"))
                .toList())
        : null;
  }

  private String host(String entry) {
    return entry.replaceFirst("=", ":");
  }

  private static @Nullable List<String> orNull(List<String> list) {
    return list.isEmpty() ? null : list;
  }

  private String logDriver() {
    return spec.logMaxFiles() == 0 ? "none" : "json-file";
  }

  private Map<String, String> log() {
    Map<String, String> options = new TreeMap<>();
    if (spec.logMaxFiles() > 1) {
      options.put("max-file", Integer.toString(spec.logMaxFiles()));
    }
    if (spec.logMaxBytes() > 0) {
      options.put("max-size", withUnit(spec.logMaxBytes()));
    }
    return options;
  }

  /** {@code 10m}, as people write it. */
  private static String withUnit(long bytes) {
    long number = bytes;
    int unit = 0;
    while (number % 1024 == 0 && unit < 3) {
      number /= 1024;
      unit++;
    }
    return number + List.of("", "k", "m", "g").get(unit);
  }

  private void mounts() {
    List<String> binds = new ArrayList<>();
    Map<String, String> memory = new LinkedHashMap<>();
    List<Map<String, Object>> mounts = new ArrayList<>();
    for (MountSpec mount : spec.mounts()) {
      String mode = mount.readOnly() ? ":ro" : "";
      switch (mount) {
        case MountSpec.Bind bind -> binds.add(bind.source() + ":" + bind.target() + mode);
        case MountSpec.Volume volume when volume.name() != null ->
            binds.add(volume.name() + ":" + volume.target() + mode);
        case MountSpec.Volume _ -> {} // docker lists anonymous ones only below Mounts
        case MountSpec.Image image -> mounts.add(image(image));
        case MountSpec.Tmpfs tmpfs -> memory.put(tmpfs.target(), options(tmpfs));
      }
    }
    json.put("Binds", orNull(binds));
    if (!mounts.isEmpty()) {
      json.put("Mounts", mounts);
    }
    if (!memory.isEmpty()) {
      json.put("Tmpfs", memory);
    }
  }

  /** As {@code --tmpfs} has them. */
  private static String options(MountSpec.Tmpfs tmpfs) {
    List<String> options = new ArrayList<>();
    if (tmpfs.sizeBytes() != null) {
      options.add("size=" + withUnit(tmpfs.sizeBytes()));
    }
    if (tmpfs.mode() != null) {
      options.add("mode=" + Integer.toOctalString(tmpfs.mode()));
    }
    if (tmpfs.readOnly()) {
      options.add("ro");
    }
    if (!tmpfs.options().isEmpty()) {
      options.add(tmpfs.options());
    }
    return String.join(",", options);
  }

  private static Map<String, Object> image(MountSpec.Image image) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Type", "image");
    json.put("Source", image.image());
    json.put("Target", image.target());
    if (image.subpath() != null) {
      json.put("ImageOptions", Map.of("Subpath", image.subpath()));
    }
    return json;
  }

  private void isolation(IsolationSpec isolation) {
    json.put("CapAdd", orNull(isolation.capAdd().stream().map(this::capability).toList()));
    json.put("CapDrop", orNull(isolation.capDrop().stream().map(this::capability).toList()));
    String usual = Files.exists(VERSION_2) ? "private" : "host";
    json.put("CgroupnsMode", Objects.requireNonNullElse(isolation.cgroup(), usual));
    json.put("IpcMode", Objects.requireNonNullElse(isolation.ipc(), "private"));
    json.put("Cgroup", "");
    json.put("OomScoreAdj", Objects.requireNonNullElse(isolation.oomScoreAdj(), 0));
    json.put("PidMode", Objects.requireNonNullElse(isolation.pid(), ""));
    json.put("Privileged", isolation.privileged());
    json.put("ReadonlyRootfs", isolation.readOnly());
    json.put("SecurityOpt", orNull(isolation.securityOpt()));
    json.put("UTSMode", Objects.requireNonNullElse(isolation.uts(), ""));
    json.put("UsernsMode", Objects.requireNonNullElse(isolation.userns(), ""));
    json.put("ShmSize", Objects.requireNonNullElse(isolation.shmBytes(), 64L << 20));
    if (!isolation.sysctls().isEmpty()) {
      json.put("Sysctls", isolation.sysctls());
    }
    json.put("Devices", isolation.devices().stream().map(this::device).toList());
    json.put("DeviceCgroupRules", orNull(isolation.deviceRules()));
    json.put("DeviceRequests", null);
    json.put("Ulimits", isolation.ulimits().stream().map(this::ulimit).toList());
    json.put("CgroupParent", Objects.requireNonNullElse(isolation.cgroupParent(), ""));
  }

  private String capability(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals("ALL") || upper.startsWith("CAP_") ? upper : "CAP_" + upper;
  }

  private Map<String, Object> device(IsolationSpec.Device device) {
    return new Struct()
        .with("PathOnHost", device.source())
        .with("PathInContainer", device.target())
        .with("CgroupPermissions", device.permissions());
  }

  private Map<String, Object> ulimit(IsolationSpec.Ulimit limit) {
    return new Struct()
        .with("Name", limit.name())
        .with("Hard", limit.hard())
        .with("Soft", limit.soft());
  }

  private void limits(ResourceLimits limits) {
    long memory = orZero(limits.memoryBytes());
    long swap = orZero(limits.memorySwapBytes());
    json.put("NanoCpus", orZero(limits.nanoCpus()));
    json.put("CpuShares", orZero(limits.cpuShares()));
    json.put("CpusetCpus", Objects.requireNonNullElse(limits.cpuset(), ""));
    json.put("Memory", memory);
    json.put("MemorySwap", swap == 0 ? memory * 2 : swap);
    json.put("MemoryReservation", orZero(limits.memoryReservationBytes()));
    json.put("PidsLimit", limits.pids());
    json.put("OomKillDisable", limits.oomKillDisable());
    for (String windows :
        List.of("CpuCount", "CpuPercent", "IOMaximumIOps", "IOMaximumBandwidth")) {
      json.put(windows, 0);
    }
  }

  private void tuning(CgroupTuning tuning) {
    json.put("CpuPeriod", orZero(tuning.cpuPeriodMicros()));
    json.put("CpuQuota", orZero(tuning.cpuQuotaMicros()));
    json.put("CpuRealtimePeriod", orZero(tuning.realTimePeriodMicros()));
    json.put("CpuRealtimeRuntime", orZero(tuning.realTimeRuntimeMicros()));
    json.put("CpusetMems", Objects.requireNonNullElse(tuning.memoryNodes(), ""));
    json.put("MemorySwappiness", tuning.swappiness());
    BlockIo blocks =
        Objects.requireNonNullElse(tuning.blockIo(), new BlockIo(null, List.of(), List.of()));
    json.put("BlkioWeight", Objects.requireNonNullElse(blocks.weight(), 0));
    json.put(
        "BlkioWeightDevice",
        blocks.weights().stream()
            .map(one -> Map.<String, Object>of("Path", one.device(), "Weight", one.weight()))
            .toList());
    json.put("BlkioDeviceReadBps", rates(blocks, BlockIo.Kind.READ_BYTES));
    json.put("BlkioDeviceWriteBps", rates(blocks, BlockIo.Kind.WRITE_BYTES));
    json.put("BlkioDeviceReadIOps", rates(blocks, BlockIo.Kind.READS));
    json.put("BlkioDeviceWriteIOps", rates(blocks, BlockIo.Kind.WRITES));
  }

  private static List<Map<String, Object>> rates(BlockIo blocks, BlockIo.Kind kind) {
    return blocks.rates().stream()
        .filter(rate -> rate.kind() == kind)
        .map(rate -> Map.<String, Object>of("Path", rate.device(), "Rate", rate.rate()))
        .toList();
  }

  private void paths() {
    boolean open =
        spec.isolation().privileged()
            || spec.isolation().securityOpt().contains("systempaths=unconfined");
    json.put("MaskedPaths", open ? null : SystemPaths.MASKED);
    json.put("ReadonlyPaths", open ? null : SystemPaths.READ_ONLY);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static Map<String, Object> restart(RestartPolicy policy) {
    return new Struct()
        .with("Name", policy.condition().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .with("MaximumRetryCount", policy.maximumRetries());
  }

  private Map<String, Object> bindings() {
    Map<String, List<Object>> bindings = new TreeMap<>();
    for (PortBinding port : spec.network().ports()) {
      bindings
          .computeIfAbsent(port.containerPort() + "/" + port.protocol(), _ -> new ArrayList<>())
          .add(
              new Struct()
                  .with("HostIp", Objects.requireNonNullElse(port.hostIp(), ""))
                  .with("HostPort", port.hostPort() == 0 ? "" : String.valueOf(port.hostPort())));
    }
    return new LinkedHashMap<>(bindings);
  }
}
