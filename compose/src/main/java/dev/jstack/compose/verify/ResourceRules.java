package dev.jstack.compose.verify;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Problems;
import java.util.List;

/** Rules of volumes, configs and secrets. */
final class ResourceRules {
  private static final List<String> ORIGINS = List.of("file", "environment", "content", "external");

  private ResourceRules() {}

  static void volumes(Mapping volumes, Problems problems) {
    volumes
        .entries()
        .forEach((name, entry) -> {
          if (name.startsWith("x-") || !(entry.value() instanceof Mapping volume)) {
            return;
          }
          String path = "volumes." + name;
          for (String key : List.of("driver", "driver_opts", "labels")) {
            if (volume.isTrue("external") && volume.has(key)) {
              problems.error(
                  Code.EXCLUSIVE,
                  volume.place(key),
                  path + ": conflicting parameters \"external\" and \"" + key + "\" specified");
            }
          }
          String driver = volume.text("driver");
          if (driver != null && !driver.equals("local")) {
            problems.error(
                Code.NOT_SUPPORTED,
                volume.place("driver"),
                path + ".driver \"" + driver + "\" is not supported",
                "jstack has local");
          }
        });
  }

  static void files(String section, Mapping files, Problems problems) {
    files
        .entries()
        .forEach((name, entry) -> {
          if (name.startsWith("x-") || !(entry.value() instanceof Mapping file)) {
            return;
          }
          String path = section + "." + name;
          List<String> given =
              ORIGINS.stream()
                  .filter(key -> key.equals("external") ? file.isTrue(key) : file.has(key))
                  .toList();
          if (given.isEmpty() && !problems.mention(path)) {
            problems.error(
                Code.NO_ORIGIN,
                entry.key(),
                path + ": nothing says what is in it",
                section.equals("configs")
                    ? "it needs file, environment, content or external"
                    : "it needs file, environment or external");
          }
          if (given.size() > 1) {
            problems.error(
                Code.EXCLUSIVE,
                file.place(given.get(1)),
                path + ": " + String.join("|", given) + " attributes are mutually exclusive",
                "remove all but one");
          }
          if (file.has("driver") || file.has("template_driver")) {
            problems.error(Code.NOT_SUPPORTED, entry.key(), path + ": drivers are not supported");
          }
        });
  }
}
