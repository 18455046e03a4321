import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;

/** Build contexts: made once, then one file of them changes. */
final class Contexts {
  private final Path work;

  Contexts(Path work) {
    this.work = work;
  }

  /** Two C files compiled in a stage, the result and 200 small files in the image. */
  Path stages(String image) throws IOException {
    var directory = Files.createDirectories(work.resolve("stages"));
    write(
        directory,
        Map.of(
            "Dockerfile",
            """
            FROM %s AS build
            WORKDIR /src
            COPY Makefile util.h util.c ./
            RUN make util.o
            COPY main.c ./
            RUN make app
            RUN mkdir -p /out/share && for i in $(seq 200); do echo "file $i" >/out/share/f$i; done && cp app /out/

            FROM scratch
            COPY --from=build /out/ /
            ENTRYPOINT ["/app"]
            """
                .formatted(image),
            "Makefile", "app: main.c util.o\n\tgcc -static -O1 -o app main.c util.o\nutil.o: util.c util.h\n\tgcc -O1 -c util.c\n",
            "util.h", "int add(int a, int b);\n",
            "util.c", "#include \"util.h\"\nint add(int a, int b) { return a + b; }\n",
            "main.c", "#include <stdio.h>\n#include \"util.h\"\nint main(void) { printf(\"%d\\n\", add(1, 2)); }\n"));
    return directory;
  }

  /** 10,000 files of about 700 bytes in a hundred directories. */
  Path small(String image) throws IOException {
    var directory = work.resolve("small");
    if (!Files.exists(directory.resolve("Dockerfile"))) {
      for (int i = 0; i < 10_000; i++) {
        var parent = Files.createDirectories(directory.resolve("src/d" + i / 100));
        Files.writeString(parent.resolve("f" + i + ".txt"), ("file " + i + "\n").repeat(60));
      }
    }
    write(directory, Map.of("Dockerfile", "FROM " + image + "\nCOPY src /data\n"));
    return directory;
  }

  /** One file of 500 MB that can't be compressed. */
  Path large(String image) throws IOException {
    var directory = Files.createDirectories(work.resolve("large"));
    var file = directory.resolve("big.bin");
    if (!Files.exists(file)) {
      var random = new Random(1);
      byte[] block = new byte[1 << 20];
      try (OutputStream out = Files.newOutputStream(file)) {
        for (int i = 0; i < 500; i++) {
          random.nextBytes(block);
          out.write(block);
        }
      }
    }
    write(directory, Map.of("Dockerfile", "FROM " + image + "\nCOPY big.bin /data/\n"));
    return directory;
  }

  private static void write(Path directory, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
  }

  static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
