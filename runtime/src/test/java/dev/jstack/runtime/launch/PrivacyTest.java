package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Poll;
import dev.jstack.runtime.linux.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A container whose root may trace (SYS_PTRACE) reads all there is of its processes and finds
 * nothing of the host's: no path, no descriptor, no program that others use, too.
 */
@Tag("root")
class PrivacyTest {
  /** Words of the launch that must not be in a process; the script gets them reversed. */
  private static final List<String> WORDS = List.of("secret-host-path", "cgroup.procs", "player");

  @TempDir private Path secretHostPath;

  private final Box box = new Box();

  @BeforeEach
  void prepare() throws IOException {
    var directory = Files.createDirectory(secretHostPath.resolve("secret-host-path"));
    var capabilities = CapabilitySet.resolve(List.of("SYS_PTRACE"), List.of());
    box.starts.privileges = new Privileges(capabilities, false, null);
    box.starts.extra = List.of(RootMount.of("/mnt", new MountSource.Bind(directory.toString())));
    box.starts.keeper(directory);
  }

  @AfterEach
  void close() {
    box.close();
  }

  private static String script() {
    String reversed = new StringBuilder(String.join("|", WORDS)).reverse().toString();
    return """
    my $words = reverse '%s';
    for my $pid (grep { /^\\d+$/ } map { s|.*/||r } glob('/proc/*')) {
      open(my $maps, '<', "/proc/$pid/maps") or print "$pid: no maps\\n";
      open(my $mem, '<', "/proc/$pid/mem") or print "$pid: no mem\\n";
      while (my $line = <$maps>) {
        print "$pid: $line" if $line =~ /$words/ && $pid != $$;
        my ($from, $to) = $line =~ /^(\\w+)-(\\w+) r/ or next;
        my ($bytes, $size) = ('', hex($to) - hex($from));
        next if $size > 1 << 26 || !sysseek($mem, hex($from), 0);
        sysread($mem, $bytes, $size);
        print "$pid: $1 in memory\\n" while $pid != $$ && $bytes =~ /($words)/g;
      }
      print "$pid: ", readlink($_), "\\n" for grep { readlink($_) =~ /$words/ }
        glob("/proc/$pid/{exe,cwd,root} /proc/$pid/fd/*");
    }
    print "init is ", readlink('/proc/1/exe'), "\\n";
    print 'chmod: ', chmod(0, '/proc/1/exe'), "\\n";
    print "end\\n";
    """
        .formatted(reversed);
  }

  private String look(boolean init) throws IOException {
    Files.writeString(box.root.upper().resolve("look.pl"), script());
    box.starts.init = init;
    box.starts.argv("perl", "/look.pl");
    try (var process = box.launcher.start(box.starts.request())) {
      Poll.readable(List.of(process.pidfd()), Box.PATIENCE);
    }
    return box.output();
  }

  @Test
  void anInitKnowsNothingOfTheHost() throws IOException {
    assertThat(look(true)).isEqualTo("init is /memfd:jstack-init (deleted)\nchmod: 1\nend\n");
  }

  /** What one container does to its init's program is no other's concern. */
  @Test
  void anInitThatWasMadeUselessIsNobodyElses() throws IOException {
    assertThat(look(true)).contains("chmod: 1");
    try (var other = new Box()) {
      other.starts.init = true;
      other.starts.sh("exit 9");
      assertThat(other.run().exitCode()).isEqualTo(9);
    }
  }

  @Test
  void aProgramKnowsNothingOfTheHost() throws IOException {
    assertThat(look(false)).startsWith("init is /usr/bin/perl\n").endsWith("end\n");
  }

  @Test
  void anExecKnowsNothingOfTheHost() throws IOException {
    box.starts.argv("sleep", "60");
    try (var first = box.launcher.start(box.starts.request());
        var inside = new Box()) {
      Files.writeString(Path.of("/proc/" + first.pid() + "/root/look.pl"), script());
      inside.starts.privileges = box.starts.privileges;
      inside.starts.join = first.pidfd();
      inside.starts.sh("sleep 0.2 & perl /look.pl; exit");
      inside.run();

      assertThat(inside.output()).startsWith("init is /usr/bin/sleep\n").endsWith("end\n");
      Pidfd.signal(first.pidfd(), Signal.KILL);
      Poll.readable(List.of(first.pidfd()), Box.PATIENCE);
    }
  }

  /** The search finds what is there: the script's own words, the right way round. */
  @Test
  void theSearchIsNotBlind() throws IOException {
    box.starts.environment = List.of("PATH=/usr/bin:/bin", "HINT=" + WORDS.getFirst());

    assertThat(look(true)).contains("1: secret-host-path in memory");
  }
}
