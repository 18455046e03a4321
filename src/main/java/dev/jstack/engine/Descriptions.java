package dev.jstack.engine;

import dev.jstack.networking.Attachment;
import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.image.ImageInspection;
import dev.jstack.runtime.image.RunConfig;
import dev.jstack.runtime.image.StoredImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images, volumes and networks in the shape of docker's {@code inspect}: JSON types only. */
final class Descriptions {
  private final Images images;
  private final Networks networks;
  private final Containers containers;

  Descriptions(Images images, Networks networks, Containers containers) {
    this.images = images;
    this.networks = networks;
    this.containers = containers;
  }

  Map<String, Object> image(StoredImage image) {
    return ImageInspection.of(image, images.names(image), images.digests(image.id()));
  }

  /** The {@code Config} object of containers. */
  static Map<String, @Nullable Object> run(RunConfig config) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("User", config.user());
    json.put("ExposedPorts", emptyObjects(config.exposedPorts()));
    json.put("Env", config.env());
    json.put("Cmd", config.cmd());
    json.put("Healthcheck", health(config));
    json.put("Volumes", emptyObjects(config.volumes()));
    json.put("WorkingDir", config.workingDir());
    json.put("Entrypoint", config.entrypoint());
    json.put("OnBuild", config.onBuild().isEmpty() ? null : config.onBuild());
    json.put("Labels", config.labels());
    json.put("StopSignal", config.stopSignal().isEmpty() ? null : config.stopSignal());
    json.put("Shell", config.shell());
    return json;
  }

  private static @Nullable Map<String, Object> health(RunConfig config) {
    var check = config.healthcheck();
    if (check == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Test", check.test());
    json.put("Interval", check.intervalNanos());
    json.put("Timeout", check.timeoutNanos());
    json.put("StartPeriod", check.startPeriodNanos());
    json.put("StartInterval", check.startIntervalNanos());
    json.put("Retries", check.retries());
    return json;
  }

  static @Nullable Map<String, Object> emptyObjects(List<String> keys) {
    Map<String, Object> json = new LinkedHashMap<>();
    keys.stream().sorted().forEach(key -> json.put(key, Map.of()));
    return json.isEmpty() ? null : json;
  }

  Map<String, Object> volume(Volume volume) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("CreatedAt", volume.created().toString());
    json.put("Driver", "local");
    json.put("Labels", volume.labels());
    json.put("Mountpoint", volume.path().toString());
    json.put("Name", volume.name());
    json.put("Options", volume.options().isEmpty() ? null : volume.options());
    json.put("Scope", "local");
    return present(json);
  }

  Map<String, Object> network(Network network) {
    List<Map<String, Object>> pools = new ArrayList<>();
    for (Network.Range range : network.subnets()) {
      pools.add(
          Map.of("Subnet", range.subnet().toString(), "Gateway", range.gateway().getHostAddress()));
    }
    Map<String, Object> members = new HashMap<>();
    networks.attachments(network).forEach((id, end) -> members.put(id, member(id, end)));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Name", network.name());
    json.put("Id", network.id());
    json.put("Created", network.created().toString());
    json.put("Scope", "local");
    json.put("Driver", "bridge");
    json.put("EnableIPv4", true);
    json.put("EnableIPv6", network.definition().ipv6());
    json.put("IPAM", Map.of("Driver", "default", "Options", Map.of(), "Config", pools));
    json.put("Internal", network.internal());
    json.put("Attachable", false);
    json.put("Ingress", false);
    json.put("Containers", members);
    json.put("Options", network.definition().options());
    json.put("Labels", network.definition().labels());
    return present(json);
  }

  private Map<String, Object> member(String id, Attachment end) {
    Optional<Container> container = containers.find(id);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Name", container.map(Container::name).orElse(""));
    json.put("EndpointID", "");
    json.put("MacAddress", end.mac().toString());
    json.put("IPv4Address", end.address().getHostAddress());
    json.put(
        "IPv6Address", end.addresses().size() > 1 ? end.addresses().get(1).getHostAddress() : "");
    return json;
  }

  /** Nulls are values here, as they are in docker's JSON. */
  @SuppressWarnings({"unchecked", "NullAway"})
  static Map<String, Object> present(Map<String, @Nullable Object> json) {
    return (Map<String, Object>) (Map<String, ?>) json;
  }
}
