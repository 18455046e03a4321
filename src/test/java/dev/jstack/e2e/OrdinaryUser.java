package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A user of the lab's machine without any privilege, with a home of their own. The machine has a
 * link to another one, 198.51.100.1 is its own address there, and a /dev/net/tun as others have.
 */
final class OrdinaryUser implements AutoCloseable {
  static final String ADDRESS = "198.51.100.1";

  private static final String NAME = "jstack-e2e";
  private static final Pattern ENGINE = Pattern.compile("pid\\s+(\\d+)");
  private static final String MACHINE =
      """
      mount --make-rprivate / && mkdir -p /dev/net && mount -t tmpfs -o mode=755 tun /dev/net &&
      mknod -m 666 /dev/net/tun c 10 200 &&
      ip link add out0 type veth peer name out1 && ip addr add 198.51.100.1/24 dev out0 &&
      ip link set out0 up && ip link set out1 up && ip route add default via 198.51.100.254 &&
      touch %s && exec sleep infinity
      """;

  private final Lab lab;
  private final Path home;
  private final Process machine;
  private final String environment;

  /** {@code environment}: more variables of the user's, as a shell writes them. */
  OrdinaryUser(Lab lab, String environment) throws IOException {
    this.lab = lab;
    this.environment = environment;
    home = lab.root().resolve("home");
    var ready = lab.root().resolve("machine");
    machine = lab.startInside("unshare", "-m", "bash", "-c", MACHINE.formatted(ready));
    await().until(() -> ready.toFile().exists() || !machine.isAlive());
    lab.shell("useradd --no-create-home --home-dir " + home + " " + NAME).ok();
    lab.shell("chmod 755 %1$s && mkdir %2$s && chown %3$s %2$s".formatted(lab.root(), home, NAME))
        .ok();
  }

  /** Gives the user a copy. */
  Path copy(Path directory) {
    var copy = home.resolve(directory.getFileName());
    lab.shell("cp -r %s %s && chown -R %s %s".formatted(directory, home, NAME, copy)).ok();
    return copy;
  }

  Path home() {
    return home;
  }

  /** Runs a shell script as the user, in which {@code jstack} is the program. */
  Lab.Result shell(Path directory, String script) {
    return lab.shell(
        """
        program=$(dirname "$(command -v jstack)") && exec nsenter -t %1$d -m --wdns=%2$s setpriv \
        --reuid=%3$s --regid=%3$s --init-groups env -i "PATH=$program:/usr/bin:/bin" HOME=%4$s \
        XDG_RUNTIME_DIR=%4$s JAVA_HOME="$JAVA_HOME" %5$s bash -c '%6$s'
        """
            .formatted(machine.pid(), directory, NAME, home, environment, script));
  }

  /** Takes the user's ranges of ids away, for engines that start from now on. */
  void forgetRanges() {
    lab.shell("exec nsenter -t " + machine.pid() + " -m mount --bind /dev/null /etc/subuid").ok();
  }

  /** Runs a shell script as root where the user's engine sees its files. */
  Lab.Result besideEngine(String script) {
    return lab.shell("exec nsenter -t " + engine() + " -m bash -c '" + script + "'");
  }

  /** The engine's process number. */
  String engine() {
    var matcher = ENGINE.matcher(shell(home, "jstack engine status").ok().out());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Override
  public void close() {
    shell(home, "jstack rm -f $(jstack ps -a -q)");
    shell(home, "jstack engine stop");
    machine.destroyForcibly();
    // The last processes may need a moment.
    await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> lab.shell("userdel " + NAME).ok());
  }
}
