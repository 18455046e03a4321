package dev.jstack.runtime.container;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container may see and do, beside its network.
 *
 * @param hostname null for the short container id
 * @param domainname null for none
 * @param privileged all capabilities, devices, no seccomp, no masked paths
 * @param readOnly the root file system is read-only
 * @param capAdd capability names, with or without {@code CAP_}; {@code ALL}
 * @param capDrop likewise
 * @param securityOpt {@code no-new-privileges[:true]}, {@code seccomp=unconfined}, {@code
 *     systempaths=unconfined}, …
 * @param sysctls namespaced kernel parameters
 * @param ulimits resource limits of the process
 * @param devices host devices given to the container
 * @param ipc null or {@code private}, {@code shareable}, {@code none}, {@code host}, {@code
 *     container:ID}
 * @param pid null, {@code host} or {@code container:ID}
 * @param uts null or {@code host}
 * @param cgroup null, {@code private} or {@code host}
 * @param shmBytes size of /dev/shm; null for 64 MiB
 * @param oomScoreAdj -1000…1000; null for 0
 * @param deviceRules permissions for devices without nodes: {@code c 1:3 rwm}
 * @param cgroupParent where the container's cgroups are made; null for the engine's own place
 * @param userns {@code host} for this process's users, whatever the engine remaps; else null
 */
public record IsolationSpec(
    @Nullable String hostname,
    @Nullable String domainname,
    boolean privileged,
    boolean readOnly,
    List<String> capAdd,
    List<String> capDrop,
    List<String> securityOpt,
    Map<String, String> sysctls,
    List<Ulimit> ulimits,
    List<Device> devices,
    @Nullable String ipc,
    @Nullable String pid,
    @Nullable String uts,
    @Nullable String cgroup,
    @Nullable Long shmBytes,
    @Nullable Integer oomScoreAdj,
    List<String> deviceRules,
    @Nullable String cgroupParent,
    @Nullable String userns) {
  public IsolationSpec {
    capAdd = List.copyOf(capAdd);
    capDrop = List.copyOf(capDrop);
    securityOpt = List.copyOf(securityOpt);
    sysctls = Map.copyOf(sysctls);
    ulimits = List.copyOf(ulimits);
    devices = List.copyOf(devices);
    deviceRules = List.copyOf(deviceRules);
  }

  /** The same with other powers. */
  public IsolationSpec withPowers(boolean all, List<String> add, List<String> drop) {
    return with(all, add, drop, securityOpt);
  }

  /** The same with other security options. */
  public IsolationSpec withSecurityOpt(List<String> other) {
    return with(privileged, capAdd, capDrop, other);
  }

  private IsolationSpec with(
      boolean privileged, List<String> capAdd, List<String> capDrop, List<String> securityOpt) {
    return new IsolationSpec(
        hostname,
        domainname,
        privileged,
        readOnly,
        capAdd,
        capDrop,
        securityOpt,
        sysctls,
        ulimits,
        devices,
        ipc,
        pid,
        uts,
        cgroup,
        shmBytes,
        oomScoreAdj,
        deviceRules,
        cgroupParent,
        userns);
  }

  /** A resource limit as in setrlimit(2); {@code name} in Docker's spelling: {@code nofile}. */
  public record Ulimit(String name, long soft, long hard) {}

  /** A host device at a path in the container; {@code permissions} of {@code rwm}. */
  public record Device(String source, String target, String permissions) {}
}
