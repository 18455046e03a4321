package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An ordinary user has an engine of their own, and nobody's help but newuidmap's. */
@Tag("root")
class RootlessScenario {
  private static final int PORT = 18097;
  private static final String VISIT =
      """
      exec 3<>/dev/tcp/%s/%d && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && timeout 5 grep visitor <&3
      """;

  @Test
  void theCounterSampleRunsWithoutRoot() throws IOException {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/newuidmap")), "newuidmap (package uidmap) is missing");
    try (var lab = new Lab();
        var user = new OrdinaryUser(lab, "PORT=" + PORT)) {
      var stack = user.copy(Path.of("..", "samples", "counter").toAbsolutePath().normalize());
      try {
        stack(lab, user, stack);
      } finally {
        user.shell(stack, "jstack down -v -t 0");
      }
    }
  }

  private static void stack(Lab lab, OrdinaryUser user, Path stack) throws IOException {
    assertThat(user.shell(stack, "jstack up -d --wait").ok().err())
        .contains("limits of service \"web\" have no effect");
    assertThat(lab.get(PORT)).contains("you are visitor number 1");
    assertThat(user.shell(stack, "jstack logs --no-log-prefix store").ok().out())
        .contains("serving on port");
    assertThat(
            user.shell(stack, "jstack exec -T web /jre/bin/java -cp /app counter.Web probe")
                .ok()
                .out())
        .contains("answered 200");
    user.shell(stack, "jstack exec -T -u 0 web /jre/bin/java -version").ok();

    lab.shell("kill -9 " + user.engine()).ok();
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(lab.get(PORT)).contains("you are visitor"));

    user.shell(stack, "jstack engine stop").ok();
    assertThat(user.shell(stack, "jstack ps --services").ok().out()).contains("web");
    assertThat(lab.get(PORT)).contains("you are visitor");
    wayOut(user);

    user.shell(stack, "jstack down -v -t 0").ok();
    assertThat(user.shell(stack, "jstack ps -a -q").ok().out()).isEmpty();
  }

  /** From a container to an address of the machine, where the stack's own port answers. */
  private static void wayOut(OrdinaryUser user) throws IOException {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/pasta")) && Files.exists(Path.of("/usr/bin/slirp4netns")),
        "pasta or slirp4netns (packages passt, slirp4netns) is missing");
    Files.writeString(user.home().resolve("visit"), VISIT.formatted(OrdinaryUser.ADDRESS, PORT));
    assertThat(visit(user).ok().err()).doesNotContain("can't reach");

    user.besideEngine("mount --bind /dev/null /usr/bin/pasta && " + killTap(user)).ok();
    await().untilAsserted(() -> visit(user).ok());
    assertThat(user.besideEngine("cat " + tap(user)).out()).contains("(slirp4netns)");

    user.besideEngine("mount --bind /dev/null /usr/bin/slirp4netns && " + killTap(user)).ok();
    assertThat(visit(user).fails().err())
        .contains("can't reach other machines: neither pasta nor slirp4netns is installed");
    user.besideEngine("umount /usr/bin/pasta /usr/bin/slirp4netns").ok();
    visit(user).ok();
  }

  private static Lab.Result visit(OrdinaryUser user) {
    return user.shell(user.home(), "jstack run --rm -i host bash <visit");
  }

  private static String killTap(OrdinaryUser user) {
    return "read pid rest <" + tap(user) + " && kill -9 $pid";
  }

  private static Path tap(OrdinaryUser user) {
    return user.home().resolve("jstack/tap");
  }
}
