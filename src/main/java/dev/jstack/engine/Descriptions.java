package dev.jstack.engine;

import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.image.ImageInspection;
import dev.jstack.runtime.image.RunConfig;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Images, volumes and networks in the shape of docker's {@code inspect}: JSON types only. */
final class Descriptions {
  private static final Shape VOLUME =
      Shape.of("CreatedAt Driver Labels{} Mountpoint Name Options{} Scope Status{} UsageData*");

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
    keys.stream().sorted().forEach(key -> json.put(key, new Struct()));
    return json.isEmpty() ? null : json;
  }

  Map<String, Object> volume(Volume volume) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("CreatedAt", volume.created().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("Driver", "local");
    json.put("Labels", volume.labels().isEmpty() ? null : new TreeMap<>(volume.labels()));
    json.put("Mountpoint", volume.path().toString());
    json.put("Name", volume.name());
    json.put("Options", volume.options().isEmpty() ? null : new TreeMap<>(volume.options()));
    json.put("Scope", "local");
    return VOLUME.struct(json);
  }

  Map<String, Object> network(Network network) {
    return new NetworkDescription(networks, containers).network(network);
  }

  Map<String, Object> predefinedNetwork(String name) {
    return new NetworkDescription(networks, containers).predefined(name);
  }
}
