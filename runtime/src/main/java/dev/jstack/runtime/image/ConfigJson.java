package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON form of an image config (OCI image-spec, config.md; Docker's additions). */
final class ConfigJson {
  /** Makes an image on this machine's root another image than the same layers on nothing. */
  private static final String BASE = "dev.jstack.base";

  private static final String HOST = "host";
  private static final String CACHE = "dev.jstack.buildcache";

  private ConfigJson() {}

  static ImageConfig read(byte[] json, String subject) {
    var fields = JsonFields.parse(json, subject);
    if (fields.has("manifests") || fields.has("layers")) {
      throw new JstackException(subject + ": is a manifest, not an image config");
    }
    return new ImageConfig(
        new Platform(
            text(fields, "os", "linux"), fields.text("architecture"), fields.text("variant")),
        fields.time("created"),
        fields.text("author"),
        run(fields.object("config")),
        fields.object("rootfs").digests("diff_ids"),
        fields.objects("history").stream().map(ConfigJson::history).toList(),
        fields.text(BASE).equals(HOST),
        fields.text(CACHE));
  }

  /** The {@code json} of a layer as Docker wrote it before 1.10: a config without layers. */
  static ImageConfig old(JsonFields fields) {
    return new ImageConfig(
        new Platform(text(fields, "os", "linux"), text(fields, "architecture", "amd64"), ""),
        fields.time("created"),
        fields.text("author"),
        run(fields.object("config")),
        List.of(),
        List.of(),
        false);
  }

  /** What made that layer. */
  static History oldHistory(JsonFields fields) {
    var command = fields.object("container_config").texts("Cmd");
    return new History(
        fields.time("created"), String.join(" ", command), fields.text("comment"), false);
  }

  private static String text(JsonFields fields, String name, String otherwise) {
    String text = fields.text(name);
    return text.isEmpty() ? otherwise : text;
  }

  static RunConfig run(JsonFields fields) {
    return new RunConfig(
        fields.text("User"),
        fields.keys("ExposedPorts"),
        fields.texts("Env"),
        fields.textsOrNull("Entrypoint"),
        fields.textsOrNull("Cmd"),
        fields.keys("Volumes"),
        fields.text("WorkingDir"),
        fields.textMap("Labels"),
        fields.text("StopSignal"),
        fields.has("Healthcheck") ? healthcheck(fields.object("Healthcheck")) : null,
        fields.texts("OnBuild"),
        fields.textsOrNull("Shell"));
  }

  private static Healthcheck healthcheck(JsonFields fields) {
    return new Healthcheck(
        fields.texts("Test"),
        fields.number("Interval"),
        fields.number("Timeout"),
        fields.number("StartPeriod"),
        fields.number("StartInterval"),
        (int) fields.number("Retries"));
  }

  private static History history(JsonFields fields) {
    return new History(
        fields.time("created"),
        fields.text("created_by"),
        fields.text("comment"),
        fields.flag("empty_layer"));
  }

  static byte[] write(ImageConfig config) {
    return Json.write(toMap(config)).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> toMap(ImageConfig config) {
    var map = new LinkedHashMap<String, Object>();
    put(map, "created", config.created() == null ? null : config.created().toString());
    put(map, "author", config.author());
    map.put("architecture", config.platform().architecture());
    put(map, "variant", config.platform().variant());
    map.put("os", config.platform().os());
    map.put("config", runMap(config.run()));
    var rootfs = new LinkedHashMap<String, Object>();
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", config.diffIds().stream().map(Digest::toString).toList());
    map.put("rootfs", rootfs);
    put(map, "history", config.history().stream().map(ConfigJson::historyMap).toList());
    put(map, BASE, config.onHost() ? HOST : null);
    put(map, CACHE, config.buildCache());
    return map;
  }

  /** The {@code config} object: as stored, and as {@code image inspect} shows it. */
  static Map<String, Object> runMap(RunConfig run) {
    var map = new LinkedHashMap<String, Object>();
    put(map, "User", run.user());
    put(map, "ExposedPorts", keySet(run.exposedPorts()));
    put(map, "Env", run.env());
    putNullable(map, "Entrypoint", run.entrypoint());
    putNullable(map, "Cmd", run.cmd());
    put(map, "Healthcheck", run.healthcheck() == null ? null : healthcheckMap(run.healthcheck()));
    put(map, "Volumes", keySet(run.volumes()));
    put(map, "WorkingDir", run.workingDir());
    put(map, "OnBuild", run.onBuild());
    put(map, "Labels", new TreeMap<>(run.labels()));
    put(map, "StopSignal", run.stopSignal());
    putNullable(map, "Shell", run.shell());
    return map;
  }

  private static Map<String, Object> healthcheckMap(Healthcheck health) {
    var map = new LinkedHashMap<String, Object>();
    put(map, "Test", health.test());
    putTime(map, "Interval", health.intervalNanos());
    putTime(map, "Timeout", health.timeoutNanos());
    putTime(map, "StartPeriod", health.startPeriodNanos());
    putTime(map, "StartInterval", health.startIntervalNanos());
    putTime(map, "Retries", health.retries());
    return map;
  }

  private static Map<String, Object> historyMap(History history) {
    var map = new LinkedHashMap<String, Object>();
    put(map, "created", history.created() == null ? null : history.created().toString());
    put(map, "created_by", history.createdBy());
    put(map, "comment", history.comment());
    put(map, "empty_layer", history.emptyLayer() ? true : null);
    return map;
  }

  private static Map<String, Object> keySet(List<String> keys) {
    var map = new TreeMap<String, Object>();
    keys.forEach(key -> map.put(key, Map.of()));
    return map;
  }

  /** Leaves out what is empty. */
  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    boolean empty =
        switch (value) {
          case null -> true;
          case String text -> text.isEmpty();
          case Collection<?> items -> items.isEmpty();
          case Map<?, ?> entries -> entries.isEmpty();
          default -> false;
        };
    if (!empty && value != null) {
      map.put(name, value);
    }
  }

  /** Leaves out null only: an empty entrypoint is not an absent one. */
  private static void putNullable(
      Map<String, Object> map, String name, @Nullable List<String> value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  private static void putTime(Map<String, Object> map, String name, long value) {
    if (value != 0) {
      map.put(name, value);
    }
  }
}
