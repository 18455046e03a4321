package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images from Dockerfiles, by the program as it is delivered. */
@Tag("root")
class BuildScenario {
  private static final String ALL_KINDS =
      """
      FROM host AS made
      WORKDIR /work/deep
      RUN echo made > file && mkdir directory && umask > umask
      FROM scratch
      WORKDIR /work/here
      COPY --from=made /work/deep .
      COPY files /copied/
      ADD archive.tar /added/
      COPY <<text /
      inline
      text
      """;

  private final Lab lab = new Lab();

  @AfterEach
  void end() throws IOException {
    lab.close();
  }

  private Path context() throws IOException {
    Path context = lab.stack("Dockerfile", ALL_KINDS, "files/a", "1", "files/sub/b", "2");
    lab.shell("cd " + context + " && chmod -R a+rX . && tar -cf archive.tar --mtime=@5 files").ok();
    return context;
  }

  /** Whoever builds may have a stricter umask. */
  @Test
  void theUmaskOfTheCallerIsNotThatOfTheImage() throws IOException {
    Path context = context();
    String build = "; cd " + context + " && jstack build -q .";
    String strict = lab.shell("umask 077" + build).ok().out();
    lab.jstack("engine", "stop").ok();
    lab.jstack("builder", "prune", "-af").ok();
    lab.jstack("engine", "stop").ok();
    assertThat(lab.shell("umask 022" + build).ok().out()).isEqualTo(strict);
    lab.shell("umask 022; cd " + context + " && jstack build -q -o out .").ok();
    String modes =
        lab.shell("cd " + context + "/out && find . -mindepth 1 -printf '%m %P\\n'").out();
    assertThat(modes.lines())
        .contains(
            "755 work",
            "755 work/here",
            "644 work/here/file",
            "755 work/here/directory",
            "755 copied",
            "755 copied/sub",
            "644 copied/sub/b",
            "755 added",
            "644 text");
    assertThat(context.resolve("out/work/here/umask")).hasContent("0022\n");
  }

  @Test
  void anImageOfMoreThanAHundredLayersRuns() throws IOException {
    String copies =
        IntStream.rangeClosed(1, 127)
            .mapToObj(i -> "COPY <<f" + i + " /many/\n" + i + "\nf" + i + "\n")
            .collect(Collectors.joining());
    Path context = lab.stack("Dockerfile", "FROM host\n" + copies);
    lab.jstack(context, "build", "-q", "-t", "many", ".").ok();
    assertThat(lab.jstack("image", "inspect", "-f", "{{len .RootFS.Layers}}", "many").ok().out())
        .isEqualTo("127\n");
    String script = "ls /many | wc -l; cat /many/f1 /many/f127";
    assertThat(lab.jstack("run", "--rm", "many", "sh", "-c", script).ok().out())
        .isEqualTo("127\n1\n127\n");
  }

  /** A descriptor that leaks would lead out of the container (CVE-2024-21626). */
  @Test
  void noDescriptorLeadsOut() throws IOException {
    String place = "readlink /proc/self/cwd; ls ../../../../../.. | grep -c jstack-lab; true";
    for (int fd = 3; fd < 12; fd++) {
      String directory = "/proc/self/fd/" + fd;
      var run = lab.jstack("run", "--rm", "-w", directory, "host", "sh", "-c", place);
      assertThat(run.out()).doesNotContain("unreachable").doesNotContain("\n1\n");
      Path context =
          lab.stack("Dockerfile", "FROM host\nWORKDIR " + directory + "\nRUN " + place + "\n");
      var built = lab.jstack(context, "build", "--progress", "plain", ".");
      assertThat(built.err()).doesNotContain("(unreachable)");
    }
  }

  /** What a secret was must be found nowhere afterwards, but in the layer that copies it. */
  @Test
  void aSecretIsWrittenNowhere() throws IOException {
    String secret = "s3cr3t-" + System.nanoTime();
    Path context =
        lab.stack(
            "Dockerfile",
            """
            FROM host
            RUN --mount=type=secret,id=file --mount=type=secret,id=env,env=TOKEN \\
                test "$(cat /run/secrets/file)" = "$TOKEN" && echo ok > /done
            """);
    Files.writeString(lab.root().resolve("secret"), secret);
    String build =
        "cd %s && TOKEN=%s jstack build --secret id=file,src=../secret --secret id=env,env=TOKEN"
            + " --cache-to type=inline --cache-to type=local,mode=max,dest=../cache -t it .";
    lab.shell(build.formatted(context, secret)).ok();
    lab.jstack("image", "inspect", "it").ok();
    String search =
        "grep -rlaF "
            + secret
            + " "
            + lab.state()
            + " "
            + lab.root()
            + "/cache "
            + lab.root()
            + "/run";
    assertThat(lab.shell(search).out()).isEmpty();
    Files.delete(lab.root().resolve("secret"));
  }
}
