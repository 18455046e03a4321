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

  private static final String DOCKERFILE =
      """
      FROM host
      COPY --chmod=755 <<EOF /usr/local/bin/tool
      #!/bin/sh
      echo copied
      cat /opt/made/by-run
      EOF
      RUN mkdir /opt/made && echo run >/opt/made/by-run && chown 7:8 /opt/made/by-run
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

  @Test
  void withoutRangesOfIdsThereIsRootAlone() throws IOException {
    try (var lab = new Lab();
        var user = new OrdinaryUser(lab, "")) {
      user.forgetRanges();
      assertThat(user.shell(user.home(), "jstack run --rm --network none host id -u").ok().out())
          .isEqualTo("0\n");
      assertThat(user.shell(user.home(), "jstack run --rm -u 1 host true").fails().err())
          .contains("user 1 can't be had without root: of users there are 1");
      assertThat(user.shell(user.home(), "jstack info").ok().out()).contains("one user, root");
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
    hostImage(user);
    refusals(user);
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

  /** What a build puts into the host's own directories is there, and a container may add to it. */
  private static void hostImage(OrdinaryUser user) throws IOException {
    var context = user.home().resolve("context");
    user.shell(user.home(), "mkdir context && echo FROM host >context/Dockerfile").ok();
    Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
    assertThat(user.shell(context, "jstack build -q -t tool .").ok().out()).startsWith("sha256:");
    user.shell(context, "jstack run -d --name tool --network host tool sleep 600").ok();
    assertThat(
            user.shell(context, "jstack exec tool sh -c \"tool; touch /usr/local/lib/added\"")
                .ok()
                .out())
        .isEqualTo("copied\nrun\n");
    assertThat(user.shell(context, "jstack exec tool ls /sys/class/net").ok().out()).contains("lo");
    assertThat(user.shell(context, "jstack diff tool").ok().out())
        .isEqualTo("C /usr\nC /usr/local\nC /usr/local/lib\nA /usr/local/lib/added\n");
    user.shell(context, "jstack cp tool:/usr/local/bin/tool got && jstack cp got tool:/opt/").ok();
    assertThat(user.shell(context, "ls -l got; jstack exec tool ls -l /opt/got").ok().out())
        .contains("jstack-e2e")
        .contains("root root");
    user.shell(context, "jstack commit tool tool:2 && jstack rm -f tool").ok();
    assertThat(user.shell(context, "jstack run --rm tool:2 /opt/got").ok().out())
        .isEqualTo("copied\nrun\n");
  }

  private static void refusals(OrdinaryUser user) {
    assertThat(user.shell(user.home(), "jstack run -p 80:80 host true").fails().err())
        .contains("net.ipv4.ip_unprivileged_port_start");
    assertThat(
            user.shell(user.home(), "jstack network create -d macvlan -o parent=out0 m")
                .fails()
                .err())
        .contains("without root");
    assertThat(user.shell(user.home(), "jstack run --rm -u 70000 host true").fails().err())
        .contains("user 70000", "/etc/subuid");
    assertThat(user.shell(user.home(), "jstack info").ok().out()).contains("name=rootless");
    assertThat(user.shell(user.home(), "jstack doctor").out())
        .contains("root of containers is jstack-e2e");
  }

  private static String killTap(OrdinaryUser user) {
    return "read pid rest <" + tap(user) + " && kill -9 $pid";
  }

  private static Path tap(OrdinaryUser user) {
    return user.home().resolve("jstack/tap");
  }
}
