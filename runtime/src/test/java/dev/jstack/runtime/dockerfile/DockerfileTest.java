package dev.jstack.runtime.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerfileTest {
  private static List<Instruction> parse(String body) {
    return Dockerfile.parse("FROM a\n" + body, "Dockerfile").stages().getFirst().instructions();
  }

  private static Instruction one(String body) {
    var all = parse(body);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static Instruction.Run run(String body) {
    return (Instruction.Run) one(body);
  }

  @Test
  void stagesHaveNamesAndArgumentsBeforeTheFirstAreGlobal() {
    var file =
        Dockerfile.parse(
            "ARG V=1\nFROM --platform=linux/amd64 base:${V} AS Build\nRUN x\nFROM Build\n",
            "Dockerfile");
    assertThat(file.globals().getFirst().settings()).containsExactly(new Setting("V", "1"));
    assertThat(file.stages()).hasSize(2);
    assertThat(file.stages().getFirst().name()).isEqualTo("build");
    assertThat(file.stages().getFirst().from().platform()).isEqualTo("linux/amd64");
    assertThat(file.stage("BUILD")).contains(file.stages().getFirst());
  }

  @Test
  void continuationsKeepTheBlanksOfTheNextLineAndDropComments() {
    var run = run("run a \\  \n# comment\n   b \\\n\n  c\n");
    assertThat(run.command()).isEqualTo(new Command.Line("a    b   c"));
    assertThat(run.source().firstLine()).isEqualTo(2);
    assertThat(run.source().lastLine()).isEqualTo(6);
  }

  @Test
  void anEmptyLineInAContinuationIsAWarning() {
    var file = Dockerfile.parse("FROM a\nRUN x \\\n\n y\n", "Dockerfile");
    assertThat(file.warnings().getFirst())
        .hasToString("Dockerfile:3:1: NoEmptyContinuation: Empty continuation line");
  }

  @Test
  void aByteOrderMarkAndCarriageReturnsDontMatter() {
    var file = Dockerfile.parse("\uFEFFFROM a\r\nRUN x \\\r\n  y\r\n", "Dockerfile");
    var run = (Instruction.Run) file.stages().getFirst().instructions().getFirst();
    assertThat(run.command()).isEqualTo(new Command.Line("x   y"));
  }

  @Test
  void theEscapeDirectiveMakesTheBacktickContinue() {
    var file = Dockerfile.parse("# escape=`\nFROM a\nRUN x \\ `\n y\n", "Dockerfile");
    var run = (Instruction.Run) file.stages().getFirst().instructions().getFirst();
    assertThat(run.command()).isEqualTo(new Command.Line("x \\  y"));
  }

  @Test
  void aJsonArrayOfStringsIsExecFormAndAnythingElseALine() {
    assertThat(run("RUN [\"a\", \"b c\"]").command())
        .isEqualTo(new Command.Arguments(List.of("a", "b c")));
    assertThat(run("RUN ['a']").command()).isEqualTo(new Command.Line("['a']"));
    assertThat(run("RUN [\"a\"").command()).isEqualTo(new Command.Line("[\"a\""));
    assertThat(run("RUN [\"a\"] && b").command()).isEqualTo(new Command.Line("[\"a\"] && b"));
    assertThat(run("RUN [ -f /x ]").command()).isEqualTo(new Command.Line("[ -f /x ]"));
  }

  @Test
  void hereDocumentsBelongToTheirInstruction() {
    var copy =
        (Instruction.Copy)
            one("COPY <<one.txt <<-\"two\" plain /d/\nline $x\none.txt\n\ttabbed\n\ttwo\n");
    assertThat(copy.files().sources()).containsExactly("plain");
    assertThat(copy.files().target()).isEqualTo("/d/");
    assertThat(copy.files().documents())
        .extracting(Heredoc::name)
        .containsExactly("one.txt", "two");
    assertThat(copy.files().documents()).extracting(Heredoc::expand).containsExactly(true, false);
    assertThat(copy.files().documents())
        .extracting(Heredoc::body)
        .containsExactly("line $x\n", "tabbed\n");
    assertThat(copy.source().lastLine()).isEqualTo(6);
  }

  @Test
  void aShellsOwnRedirectionsAreNotAffectedByQuotes() {
    var run = run("RUN echo 'a << b' && cat <<EOF\nx\nEOF\n");
    assertThat(run.documents()).extracting(Heredoc::name).containsExactly("EOF");
  }

  @Test
  void namesAndValuesMayBeQuotedAndTheOldFormTakesTheRestOfTheLine() {
    assertThat(((Instruction.Env) one("ENV A=1 B=\"x y\" C=d\\ e")).settings())
        .containsExactly(
            new Setting("A", "1"), new Setting("B", "\"x y\""), new Setting("C", "d\\ e"));
    assertThat(((Instruction.Env) one("ENV A  b c=d ")).settings())
        .containsExactly(new Setting("A", "b c=d"));
    assertThat(((Instruction.Arg) one("ARG A B=2")).settings())
        .containsExactly(new Setting("A", null), new Setting("B", "2"));
  }

  @Test
  void copyHasItsFlags() {
    var copy =
        (Instruction.Copy)
            one("COPY --from=build --chown=a:b --chmod=755 --link --exclude=*.o a b /c/");
    assertThat(copy.from()).isEqualTo("build");
    assertThat(copy.files())
        .isEqualTo(
            new FileSet(List.of("a", "b"), List.of(), "/c/", "a:b", "755", true, List.of("*.o")));
  }

  @Test
  void pathsWithBlanksAreWrittenAsJson() {
    var add = (Instruction.Add) one("ADD [\"a b\", \"/c d/\"]");
    assertThat(add.files().sources()).containsExactly("a b");
    assertThat(add.files().target()).isEqualTo("/c d/");
  }

  @Test
  void mountsHaveLongNamesAndDefaults() {
    var run = run("RUN --mount=type=cache,dst=/c,ro --mount=target=/t,from=x,src=y,rw make");
    assertThat(run.mounts())
        .containsExactly(
            new RunMount(RunMount.Type.CACHE, Map.of("target", "/c", "readonly", "true")),
            new RunMount(
                RunMount.Type.BIND,
                Map.of("target", "/t", "from", "x", "source", "y", "readwrite", "true")));
    assertThat(run.mounts()).extracting(RunMount::readOnly).containsExactly(true, false);
    assertThat(run.command()).isEqualTo(new Command.Line("make"));
  }

  @Test
  void healthchecksHaveGoDurations() {
    var check =
        (Instruction.Healthcheck)
            one("HEALTHCHECK --interval=1m30s --timeout=500ms --retries=4 CMD curl -f x");
    assertThat(check.interval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(check.timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(check.startPeriod()).isNull();
    assertThat(check.retries()).isEqualTo(4);
    assertThat(check.command()).isEqualTo(new Command.Line("curl -f x"));
    assertThat(((Instruction.Healthcheck) one("HEALTHCHECK NONE")).command()).isNull();
  }

  @Test
  void triggersAreKeptAsTextWithTheirDocuments() {
    var trigger = (Instruction.OnBuild) one("ONBUILD RUN <<EOF\nx\nEOF\n");
    assertThat(trigger.text()).isEqualTo("RUN <<EOF\nx\nEOF");
    var parsed = (Instruction.Run) Dockerfile.parseTrigger(trigger.text(), "t");
    assertThat(parsed.documents().getFirst().body()).isEqualTo("x\n");
  }

  @Test
  void anExcerptMarksEveryLineOfTheInstruction() {
    var file = Dockerfile.parse("FROM a\n\nRUN x \\\n  y\nCMD z\n", "web/Dockerfile");
    assertThat(file.excerpt(3, 4))
        .isEqualTo(
            """
            web/Dockerfile:3
            --------------------
               1 |     FROM a
               2 |    \s
               3 | >>> RUN x \\
               4 | >>>   y
               5 |     CMD z
               6 |    \s
            --------------------
            """);
  }
}
