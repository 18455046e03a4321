package dev.jstack.runtime.container;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.RunConfig;
import dev.jstack.runtime.image.StoredImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;

/** An image of a few programs of this machine, with the libraries they need. */
final class TinyImage {
  private static final List<String> PROGRAMS =
      List.of(
          "sh",
          "cat",
          "sleep",
          "id",
          "env",
          "touch",
          "ls",
          "true",
          "stat",
          "head",
          "mkdir",
          "dd",
          "tty",
          "pwd",
          "mknod",
          "chmod",
          "kill",
          "hostname",
          "seq",
          "stty");

  private final Path layer;
  private final Path empty;

  private TinyImage(Path layer, Path empty) {
    this.layer = layer;
    this.empty = empty;
  }

  static TinyImage in(Path directory) throws IOException, InterruptedException {
    var layer = Files.createDirectories(directory.resolve("layer"));
    var empty = Files.createDirectories(directory.resolve("empty"));
    for (String program : PROGRAMS) {
      copyProgram(layer, program);
    }
    Files.createDirectories(layer.resolve("etc"));
    Files.createDirectories(layer.resolve("tmp"));
    Files.writeString(
        layer.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n");
    Files.writeString(layer.resolve("etc/group"), "root:x:0:\napp:x:1000:\nextra:x:44:app\n");
    return new TinyImage(layer, empty);
  }

  Path layer() {
    return layer;
  }

  StoredImage image() {
    return image(run -> run.withCmd(List.of("sh")));
  }

  StoredImage image(UnaryOperator<RunConfig> change) {
    var config = ImageConfig.scratch(Platform.current()).withRun(change.apply(RunConfig.EMPTY));
    return new StoredImage(
        Digest.of(new byte[] {1}),
        config,
        List.of(new Layer(Digest.of(new byte[] {2}), layer, layer, 0, 0)),
        null,
        new Lower.Directory(empty, empty));
  }

  /** Puts a further program of this machine into the image. */
  void add(String program) throws IOException, InterruptedException {
    copyProgram(layer, program);
  }

  private static void copyProgram(Path layer, String name)
      throws IOException, InterruptedException {
    for (String directory : List.of("/bin", "/usr/bin")) {
      var program = Path.of(directory, name);
      if (Files.exists(program)) {
        copy(program, layer.resolve("bin").resolve(name));
        var ldd = new ProcessBuilder("ldd", program.toString()).redirectErrorStream(true).start();
        for (String line :
            new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .split("\\s+", -1)) {
          if (line.startsWith("/") && Files.exists(Path.of(line))) {
            copy(Path.of(line), layer.resolve(line.substring(1)));
          }
        }
        ldd.waitFor();
        return;
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
