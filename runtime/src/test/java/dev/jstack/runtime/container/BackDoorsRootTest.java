package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What is forbidden, tried by other ways: an old ABI, the page cache, a terminal's input. */
@Tag("root")
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class BackDoorsRootTest {
  private static final int EPERM = -1;
  private static final int EFAULT = -14;
  private static final int ENOSYS = -38;
  private static final int NEWUSER = 0x1000_0000;

  @AutoClose private RuntimeFixture fixture;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException, InterruptedException {
    fixture = new RuntimeFixture(directory);
    fixture.tiny.add("perl");
  }

  /** In the order of their numbers; the last four are sockets of AF_ALG and AF_VSOCK. */
  private static final OldProgram FORBIDDEN =
      new OldProgram()
          .call(21) // mount
          .call(51) // acct
          .call(52) // umount2
          .call(79) // settimeofday
          .call(87) // swapon
          .call(88) // reboot
          .call(110, 3) // iopl
          .call(120, NEWUSER | 17) // clone
          .call(128) // init_module
          .call(217) // pivot_root
          .call(286) // add_key
          .call(288) // keyctl
          .call(310, NEWUSER) // unshare
          .call(342) // open_by_handle_at
          .call(346) // setns
          .call(357) // bpf
          .call(374) // userfaultfd
          .call(425) // io_uring_setup
          .call(359, 38, 5) // socket
          .call(359, 40, 1)
          .socketcall(38, 5)
          .socketcall(40, 1);

  @Test
  void theOldAbiForbidsTheSame() throws IOException {
    assertThat(i386(FORBIDDEN)).hasSize(22).containsOnly(EPERM);
    assertThat(i386(new OldProgram().call(61).call(435).call(20).call(359, 1, 1)))
        .as("chroot(null), clone3, getpid, a socket of AF_UNIX")
        .satisfiesExactly(
            result -> assertThat(result).isEqualTo(EFAULT),
            result -> assertThat(result).isEqualTo(ENOSYS),
            result -> assertThat(result).isPositive(),
            result -> assertThat(result).isEqualTo(3));
  }

  private List<Integer> i386(OldProgram program) throws IOException {
    var file = Files.write(fixture.tiny.layer().resolve("old"), program.bytes());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    var container = fixture.start(Specs.shell("sleep 100"));
    var output = new ByteArrayOutputStream();
    var exec =
        fixture.runtime.exec(
            container,
            ProcessSpec.of(List.of("/old")),
            false,
            ExecIo.output((stream, bytes) -> output.writeBytes(bytes)));
    Assumptions.assumeTrue(exec.waitFor() != 126, "this kernel runs no programs of an i386");
    return OldProgram.results(output.toByteArray());
  }

  /** CVE-2022-0847: a page of a layer in a pipe is not the pipe's to write to. */
  @Test
  void nothingIsWrittenIntoALayerThroughAPipe() throws IOException {
    var file = Files.writeString(fixture.tiny.layer().resolve("page"), "of the layer\n");
    var container = fixture.start(Specs.shell("sleep 100"));
    String attack =
        """
        pipe(R, W);
        for (1..16) { syswrite(W, "a" x 4096) } for (1..16) { sysread(R, $b, 4096) }
        open(F, "<", "/page"); $at = pack("q", 1);
        print syscall(275, fileno(F), $at, fileno(W), 0, 1, 0), " ", syswrite(W, "PWNED"), "\\n";
        """;
    Files.writeString(fixture.tiny.layer().resolve("pipe.pl"), attack);

    assertThat(fixture.exec(container, "perl /pipe.pl; cat /page"))
        .isEqualTo("1 5\nof the layer\n");
    assertThat(file).hasContent("of the layer");
  }

  /** Input for whoever started it: there is no terminal of theirs, and its own is not asked. */
  @Test
  void nothingIsTypedIntoTheCallersTerminal() throws IOException {
    Files.writeString(
        fixture.tiny.layer().resolve("type.pl"),
        """
        for my $n (0..2) {
          open(my $f, "+<&=", $n); my $key = "x"; print ioctl($f, 0x5412, $key) ? 0 : $! + 0, " ";
        }
        print open(my $t, "+<", "/dev/tty") ? "tty" : $! + 0, "\\n";
        """);
    var container = fixture.start(Specs.shell("perl /type.pl; sleep 100"));

    assertThat(fixture.exec(container, "perl /type.pl 2>&1")).isEqualTo("25 25 25 6\n");
    await().until(() -> !fixture.log(container).isEmpty());
    assertThat(fixture.log(container)).isEqualTo("25 25 25 6\n");
  }
}
