package dev.jstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An image goes to a registry that wants TLS and a password, and comes back: with Debian's registry
 * on the lab's loopback, and a certificate that only this test trusts.
 */
@Tag("root")
class RegistryScenario {
  private static final Path REGISTRY = Path.of("/usr/bin/docker-registry");
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final String HOST = "127.0.0.1:45443";
  private static final Path TRUSTED = Path.of("/etc/jstack/certs.d", HOST);
  private static final String PASSWORD = "changeit";

  /** Of the password "secret", as {@code htpasswd -B} makes it. */
  private static final String ENTRY =
      "jo:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

  private final Lab lab = new Lab();
  private Process registry;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.isExecutable(REGISTRY), "needs docker-registry");
    assumeTrue(Files.exists(BUSYBOX), "there is no static /bin/busybox");
    makeCertificate();
    Files.writeString(lab.root().resolve("htpasswd"), ENTRY);
    Path config = lab.root().resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        storage: {filesystem: {rootdirectory: %1$s/registry}}
        http: {addr: "%2$s", tls: {certificate: %1$s/server.crt, key: %1$s/server.key}}
        auth: {htpasswd: {realm: test, path: %1$s/htpasswd}}
        """
            .formatted(lab.root(), HOST));
    registry = lab.startInside(REGISTRY.toString(), "serve", config.toString());
    lab.shell("until echo > /dev/tcp/127.0.0.1/45443; do :; done 2> /dev/null").ok();
  }

  /** It is its own authority. */
  private void makeCertificate() throws IOException, GeneralSecurityException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String store = tool + " -keystore store.p12 -storepass " + PASSWORD + " -alias server ";
    lab.shell(store + "-genkeypair -keyalg EC -dname CN=test -ext san=ip:127.0.0.1 -ext bc:c").ok();
    lab.shell(store + "-exportcert -rfc -file server.crt").ok();
    var keys = KeyStore.getInstance("PKCS12");
    try (var input = Files.newInputStream(lab.root().resolve("store.p12"))) {
      keys.load(input, PASSWORD.toCharArray());
    }
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    byte[] der = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(
        lab.root().resolve("server.key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, newline).encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n");
  }

  @AfterEach
  void end() throws IOException {
    if (registry != null) {
      registry.destroyForcibly();
      registry.onExit().join();
    }
    Files.deleteIfExists(TRUSTED.resolve("ca.crt"));
    Files.deleteIfExists(TRUSTED);
    for (Path parent : new Path[] {TRUSTED.getParent(), TRUSTED.getParent().getParent()}) {
      if (Files.isDirectory(parent) && parent.toFile().list().length == 0) {
        Files.delete(parent);
      }
    }
    lab.close();
  }

  private Lab.Result shell(String script) {
    return lab.shell("export DOCKER_CONFIG=" + lab.root() + "/docker; " + script);
  }

  @Test
  void whatIsPushedBehindTlsAndAPasswordIsRunByItsDigest() throws IOException {
    Path context = lab.stack("Dockerfile", "FROM scratch\nCOPY busybox /bin/\n");
    Files.copy(BUSYBOX, context.resolve("busybox"));
    lab.jstack(context, "build", "-q", "-t", HOST + "/team/app:1", ".").ok();
    String id = id();

    assertThat(shell("jstack push -q " + HOST + "/team/app:1").fails().err())
        .contains("PKIX path building failed");
    Files.createDirectories(TRUSTED);
    Files.copy(lab.root().resolve("server.crt"), TRUSTED.resolve("ca.crt"));
    assertThat(shell("jstack push -q " + HOST + "/team/app:1").fails().err())
        .contains("authentication required")
        .contains("jstack login");
    String login = " | jstack login -u jo --password-stdin " + HOST;
    assertThat(shell("echo wrong" + login).fails().err()).contains("cannot log in at " + HOST);
    assertThat(shell("echo secret" + login).ok().out()).isEqualTo("Login Succeeded\n");

    String pushed = shell("jstack push " + HOST + "/team/app:1").ok().out();
    String digest = pushed.replaceFirst("(?s).* digest: (sha256:[0-9a-f]{64}) .*", "$1");
    assertThat(shell("jstack rmi " + HOST + "/team/app:1").ok().out())
        .startsWith(
            "Untagged: %1$s/team/app:1\nUntagged: %1$s/team/app@%2$s\nDeleted: %3$s\n"
                .formatted(HOST, digest, id));

    String run = "jstack run --rm " + HOST + "/team/app@" + digest + " /bin/busybox echo hello";
    assertThat(shell(run).ok().out()).isEqualTo("hello\n");
    assertThat(shell("jstack pull " + HOST + "/team/app:1").ok().out())
        .contains("Digest: " + digest + "\nStatus: ");
    assertThat(id()).isEqualTo(id);

    pullsAsAStackAndIsForgotten(digest);
  }

  private void pullsAsAStackAndIsForgotten(String digest) throws IOException {
    Path stack =
        lab.stack(
            "compose.yaml",
            """
            services:
              app:
                image: %s/team/app:1
                command: [/bin/busybox, sleep, "600"]
                init: true
            """
                .formatted(HOST));
    shell("jstack rmi -f " + HOST + "/team/app:1; jstack image prune -af").ok();
    shell("cd " + stack + " && jstack up -d --wait").ok();
    assertThat(shell("cd " + stack + " && jstack config --lock-image-digests").ok().out())
        .isEqualTo("services:\n  app:\n    image: %s/team/app:1@%s\n".formatted(HOST, digest));
    assertThat(shell("cd " + stack + " && jstack down --rmi all").ok().code()).isZero();
    assertThat(lab.jstack("images", "-q").ok().out()).isEmpty();

    assertThat(shell("jstack logout " + HOST).ok().out())
        .isEqualTo("Removing login credentials for " + HOST + "\n");
    assertThat(shell("cd " + stack + " && jstack up -d").fails().err())
        .contains("authentication required");
    assertThat(lab.root().resolve("docker/config.json")).content().doesNotContain("am86c2VjcmV0");
  }

  private String id() {
    return lab.jstack("images", "-q", "--no-trunc", HOST + "/team/app").ok().out().strip();
  }
}
