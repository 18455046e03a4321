package dev.jstack.compose.read;

import static dev.jstack.compose.read.Values.dict;
import static dev.jstack.compose.read.Values.strings;
import static dev.jstack.compose.read.Values.stringsOrNull;

import dev.jstack.compose.model.Hook;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.runtime.container.ProcessSpec;
import java.util.List;

/** What runs. */
final class ProcessReader {
  private ProcessReader() {}

  static ProcessSpec process(Mapping service) {
    return new ProcessSpec(
        stringsOrNull(service, "entrypoint"),
        stringsOrNull(service, "command"),
        dict(service, "environment"),
        service.text("user"),
        strings(service, "group_add"),
        service.text("working_dir"),
        service.isTrue("tty"),
        service.isTrue("stdin_open"),
        service.isTrue("init"));
  }

  static Hook hook(Mapping hook) {
    ProcessSpec process =
        new ProcessSpec(
            null,
            stringsOrNull(hook, "command"),
            dict(hook, "environment"),
            hook.text("user"),
            List.of(),
            hook.text("working_dir"),
            false,
            false,
            false);
    return new Hook(process, hook.isTrue("privileged"));
  }
}
