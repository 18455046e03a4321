package dev.jstack.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionsTest {
  @TempDir private Path cgroup;

  private final ProcessFacts self = new ProcessFacts((int) ProcessHandle.current().pid());

  @Test
  void factsStandInColumnsBelowTheSentences() {
    var section =
        new Section("THINGS")
            .say("There are two.")
            .fact(Section.fact("name", "a", "what", "first"))
            .fact(Section.fact("name", "longer", "what", "second"))
            .see("ls");

    assertThat(section.lines())
        .containsExactly(
            "THINGS", "  There are two.", "    a       first", "    longer  second", "    $ ls");
  }

  @Test
  void aStepStandsBelowWhatItIsForOnceAKind() {
    var list = "mount(root on \"/\")\nmask(\"/proc/a\")\nmask(\"/proc/b\")\nunheard()\n";

    assertThat(LaunchSection.of(list).lines())
        .contains("  It was started by these 4 steps. None is only for containers.")
        .containsSubsequence(
            "    # the image's layers, not yet at /",
            "    mount(root on \"/\")",
            "    # can't even be read",
            "    mask(\"/proc/a\")",
            "    mask(\"/proc/b\")",
            "    unheard()")
        .hasSize(9);
  }

  @Test
  void limitsOfVersionTwoAreReadWithTheirMeaning() throws IOException {
    Files.writeString(cgroup.resolve("memory.max"), "67108864\n");
    Files.writeString(cgroup.resolve("cpu.max"), "50000 100000\n");
    Files.writeString(cgroup.resolve("pids.max"), "max\n");
    Files.writeString(cgroup.resolve("unknown"), "1\n");

    var section = CgroupSection.of(Map.of("", cgroup.toString()));

    assertThat(section.json().get("facts").toString())
        .contains("file=memory.max, value=67108864, meaning=bytes of memory it may use")
        .contains("file=cpu.max, value=50000 100000")
        .contains("file=pids.max, value=max (no limit)")
        .doesNotContain("unknown");
    assertThat(section.lines()).contains("    $ cat " + cgroup + "/cgroup.procs");
  }

  @Test
  void aProcessSharesAllNamespacesWithItself() {
    assertThat(NamespaceSection.of(self, self).lines())
        .anyMatch(
            line -> line.matches(" +net +\\d+ +this machine's +doesn't hide this machine's .*"))
        .noneMatch(line -> line.contains("its own  "));
  }

  @Test
  void mountsAreThoseOfItsNamespace() {
    assertThat(MountSection.of(self).lines())
        .anyMatch(line -> line.matches(" +/proc +rw +proc .*"));
  }
}
