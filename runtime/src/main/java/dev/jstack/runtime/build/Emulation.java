package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether this machine's kernel runs programs of another architecture (binfmt_misc). */
final class Emulation {
  private static final Path INTERPRETERS = Path.of("/proc/sys/fs/binfmt_misc");
  private static final Map<String, String> NAMES =
      Map.of("amd64", "x86_64", "arm64", "aarch64", "386", "i386", "mips64le", "mips64el");
  private static final Map<String, String> NATIVE = Map.of("386", "amd64", "arm", "arm64");

  private Emulation() {}

  /** Refuses before anything is started; the kernel's own word would be "exec format error". */
  static void require(Platform platform) {
    require(platform, Platform.current(), INTERPRETERS);
  }

  static void require(Platform platform, Platform machine, Path interpreters) {
    var architecture = platform.architecture();
    boolean same =
        architecture.isEmpty()
            || architecture.equals(machine.architecture())
            || machine.architecture().equals(NATIVE.get(architecture));
    var name = "qemu-" + NAMES.getOrDefault(architecture, architecture);
    if (!same && !Files.exists(interpreters.resolve(name))) {
      throw new JstackException(
          "cannot run programs for " + platform + " on this machine, which is " + machine,
          "install qemu-user-static and binfmt-support, or use FROM --platform=$BUILDPLATFORM",
          null);
    }
  }
}
